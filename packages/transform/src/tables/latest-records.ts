import { enrich } from '../enrichment/enrich.ts'
import type { Entity } from '../model/define-entity.ts'
import type { SourceStream } from '../model/define-source.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { standardise } from '../standards/standardise.ts'

/** The mapped records of one stream of one provider. */
export interface MappedInput {
  /** The name of the relation that `mapRecords` was materialised under. */
  readonly relation: string
  /** Tells the rows of inputs apart. */
  readonly number: number
  readonly stream: SourceStream
}

/** All records of an entity that were not refused, with the number of their input as `_input`. */
export const validRecords = (dialect: Dialect, inputs: readonly MappedInput[]): string =>
  `(${inputs
    .map(
      ({ relation, number }) =>
        `SELECT *, ${number} AS _input FROM ${relation} WHERE ${dialect.length('_errors')} = 0`,
    )
    .join(' UNION ALL ')})`

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
  const key = entity.key.map(dialect.identifier).join(', ')
  const children = new Set(
    inputs.flatMap(({ stream }) => stream.children.map((child) => child.entity.name)),
  )
  const carried = [...children, '_deleted', '_version_at', '_input']
  const columns = recordColumnsOf(entity).filter(
    (name) => name !== '_sdc_table_version' && entity.columns[name]?.isEnriched !== true,
  )
  const newest = `(
  SELECT ${[...columns, ...carried].map(dialect.identifier).join(', ')}, _seen AS _sdc_table_version
  FROM (
    SELECT *, max(_sdc_table_version) OVER (PARTITION BY ${key}) AS _seen,
      row_number() OVER (PARTITION BY ${key} ORDER BY _version_at DESC NULLS LAST,
        _sdc_sequence DESC NULLS LAST, _file DESC NULLS LAST) AS _rank
    FROM ${validRecords(dialect, inputs)} valid
  ) ranked WHERE _rank = 1)`
  const all = [...columns, '_sdc_table_version', ...carried]
  const standard = standardise(dialect, entity, newest, all)
  return { name: `${entity.name}_delta`, query: enrich(dialect, entity, `(${standard})`, all) }
}
