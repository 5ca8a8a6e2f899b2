import { enrich } from '../enrichment/enrich.ts'
import type { Entity } from '../model/define-entity.ts'
import type { SourceStream } from '../model/define-source.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { standardise } from '../standards/standardise.ts'

/** The mapped records of one stream of one provider. */
export interface MappedInput {
  /** The name of the relation that `mapRecords` was materialised under. */
  readonly relation: string
  /**
   * The relations that `mapChildren` was materialised under, by the names of their entities; undefined
   * where records carry their rows within them.
   */
  readonly children?: Readonly<Record<string, string>>
  /** Tells the rows of inputs apart. */
  readonly number: number
  readonly stream: SourceStream
}

/**
 * All records of an entity that were not refused, with the number of their input as `_input` and,
 * where the engine numbers rows, a number of each of them as `_row`. A list of rows that only records
 * of other inputs carry is NULL.
 */
export function validRecords(dialect: Dialect, inputs: readonly MappedInput[]): string {
  const lists = [...new Set(inputs.flatMap(carriedLists))]
  const areAlike = inputs.every((input) => carriedLists(input).length === lists.length)
  const records = inputs.map((input, index) => {
    const { relation, number, stream } = input
    const own = carriedLists(input)
    const column = (name: string) =>
      (lists.includes(name) && !own.includes(name) ? 'NULL AS ' : '') + dialect.identifier(name)
    const names = [...readColumns(stream.entity), ...lists, ...bookkeeping]
    const columns = areAlike ? '*' : names.map(column).join(', ')
    const row = dialect.rowId && `, ${dialect.rowId} * ${inputs.length} + ${index} AS _row`
    return `SELECT ${columns}, ${number} AS _input${row ?? ''} FROM ${relation} WHERE ${dialect.length('_errors')} = 0`
  })
  return `(${records.join(' UNION ALL ')})`
}

/** The lists of rows that an input's records carry within them. */
const carriedLists = ({ stream, children }: MappedInput): string[] =>
  children === undefined ? stream.children.map(({ entity }) => entity.name) : []

/** The columns of an entity that are read from records, and not added by steps. */
const readColumns = (entity: Entity) =>
  recordColumnsOf(entity).filter((name) => entity.columns[name]?.isEnriched !== true)

const bookkeeping = ['_deleted', '_version_at', '_errors', '_file', '_line']

/**
 * `ENTITY_delta`: the newest version of each record that came in, in its standard forms and with what
 * the model's steps add.
 * `_sdc_table_version` is the newest that any of its versions was seen in.
 */
export function latestRecords(
  dialect: Dialect,
  entity: Entity,
  inputs: readonly MappedInput[],
): Step {
  const isApart = inputs.some(({ children }) => Object.keys(children ?? {}).length > 0)
  const lists = new Set([...inputs.flatMap(carriedLists), ...(isApart ? ['_file', '_line'] : [])])
  const carried = [...lists, '_deleted', '_version_at', '_input']
  const columns = readColumns(entity).filter((name) => name !== '_sdc_table_version')
  const newest = newestByKey(dialect, entity, [...columns, ...carried], inputs)
  const all = [...columns, '_sdc_table_version', ...carried]
  const standard = standardise(dialect, entity, `(${newest})`, all)
  return { name: `${entity.name}_delta`, query: enrich(dialect, entity, `(${standard})`, all) }
}

/** What decides between versions of a record, the most telling first; none of it is NULL. */
const versionOf = {
  at: '_version_at',
  sequence: 'coalesce(_sdc_sequence, 0)',
  file: '_file',
} as const

/**
 * The query for some columns of the newest version of each record, with `_sdc_table_version`. Rows of
 * records are wide: an engine that numbers them finds the newest by narrow rows, and then takes each
 * wide one once; to rank them would sort them whole.
 */
function newestByKey(
  dialect: Dialect,
  entity: Entity,
  columns: readonly string[],
  inputs: readonly MappedInput[],
): string {
  const key = entity.key.map(dialect.identifier).join(', ')
  const valid = validRecords(dialect, inputs)
  if (dialect.rowId !== undefined) {
    return `SELECT ${columnsOf(dialect, 'v', columns)}, n._seen AS _sdc_table_version
FROM ${valid} v JOIN (
  SELECT ${dialect.latestValue('_row', dialect.struct(versionOf))} AS _row, max(_sdc_table_version) AS _seen
  FROM ${valid} versions GROUP BY ${key}
) n ON n._row = v._row`
  }
  const order = Object.values(versionOf).map((value) => `${value} DESC NULLS LAST`)
  return `SELECT ${columns.map(dialect.identifier).join(', ')}, _seen AS _sdc_table_version
FROM (
  SELECT *, max(_sdc_table_version) OVER (PARTITION BY ${key}) AS _seen,
    row_number() OVER (PARTITION BY ${key} ORDER BY ${order.join(', ')}) AS _rank
  FROM ${valid} versions
) ranked WHERE _rank = 1`
}
