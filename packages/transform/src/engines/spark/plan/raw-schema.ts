import { envelope } from '../../../model/envelope.ts'
import { isList, isText, type RawObject, type RawShape } from '../../../model/raw-shape.ts'
import { sparkDialect } from '../../../sql/spark-dialect.ts'

/** A stream's records, with their envelope, in Spark's DDL: every scalar a text. */
export const rawSchema = (shape: RawObject): string => fields({ ...shape, ...envelope }, ' ')

const fields = (shape: RawObject, between: ' ' | ': '): string =>
  Object.entries(shape)
    .map(([name, inner]) => `${sparkDialect.identifier(name)}${between}${ddlType(inner)}`)
    .join(', ')

function ddlType(shape: RawShape): string {
  if (isText(shape)) return 'STRING'
  return isList(shape) ? `ARRAY<${ddlType(shape[0])}>` : `STRUCT<${fields(shape, ': ')}>`
}
