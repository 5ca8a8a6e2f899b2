import type { SinkStream } from '@descant/sdk'
import { checkName } from '../postgres/identifier.ts'
import { type ColumnType, columnTypeOf } from './column-type.ts'

/** A column of the table of a stream. */
export interface StreamColumn {
  readonly name: string
  readonly type: ColumnType
}

/** What the pipeline knows of a record, in the names of the Singer field; in the order of a row. */
const metadataColumns = [
  { name: '_sdc_extracted_at', type: 'timestamp with time zone' },
  { name: '_sdc_received_at', type: 'timestamp with time zone' },
  { name: '_sdc_batched_at', type: 'timestamp with time zone' },
  { name: '_sdc_sequence', type: 'bigint' },
  { name: '_sdc_table_version', type: 'bigint' },
] as const satisfies readonly StreamColumn[]

type MetadataName = (typeof metadataColumns)[number]['name']

/** When the source deleted the record; a tap says so in the record itself. */
const deletedColumn: StreamColumn = { name: '_sdc_deleted_at', type: 'timestamp with time zone' }

/** The table that a stream is kept in. */
export interface StreamTable {
  /** As the stream. */
  readonly name: string
  /** Those that a record fills, in order. */
  readonly columns: readonly StreamColumn[]
  /** Those that the target fills, which come after them. A tap that sends them fills them itself. */
  readonly metadata: readonly (StreamColumn & { readonly name: MetadataName })[]
  /** The columns that tell rows apart; none where every record is a row. */
  readonly key: readonly string[]
}

/**
 * The table of a stream, by its SCHEMA.
 *
 * @param isKeyed whether a record replaces the one with its key
 * @throws {LoadError} `LOAD_NAME_INVALID` where PostgreSQL cannot have a name as it is
 */
export function streamTable(stream: SinkStream, isKeyed: boolean): StreamTable {
  checkName('table', stream.name)
  const properties = Object.entries((stream.schema.properties ?? {}) as Record<string, unknown>)
  const columns = properties.map(([name, schema]) => ({ name, type: columnTypeOf(schema) }))
  const names = new Set(columns.map(({ name }) => name))
  for (const key of stream.keyProperties) {
    if (!names.has(key)) columns.push({ name: key, type: 'jsonb' })
    names.add(key)
  }
  if (!names.has(deletedColumn.name)) columns.push(deletedColumn)
  for (const { name } of columns) checkName('column', name)
  return {
    name: stream.name,
    columns,
    metadata: metadataColumns.filter(({ name }) => !names.has(name)),
    key: isKeyed ? stream.keyProperties : [],
  }
}
