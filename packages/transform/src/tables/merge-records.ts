import type { Entity } from '../model/define-entity.ts'
import { recordColumnsOf } from '../model/record-columns.ts'
import type { Dialect } from '../sql/dialect.ts'
import { noTime } from '../sql/map-records.ts'
import { sameKey, selectList } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'

/** What an entity's new records are merged into. Relations, all of them. */
export interface MergeInto {
  /** The rows of the table so far, in the entity's columns. */
  readonly current: string
  /** The rows of `deleted_records` so far. */
  readonly deleted: string
  /** `provider` and `version`: the newest full extraction that each provider has announced. */
  readonly activations: string
}

/**
 * Merges the newest version of each new record into a table. Because the greater (time, sequence)
 * always wins, wherever it lies, the result does not depend on the order in which records arrive,
 * and merging the same records again changes nothing.
 *
 * Steps, for the entity `orders`:
 * - `orders_winners`: the records of `orders_delta` that no version at rest is newer than. An equal
 *   version wins again, so that a run that was killed between two commits is mended by the next;
 * - `orders_merged`: the table's rows, without `profile_id`;
 * - `orders_deleted`: its rows of `deleted_records`.
 *
 * A full extraction that was announced retires the rows it did not see: rows keep the newest one
 * that they were seen in, whichever version of them won.
 */
export function mergeRecords(dialect: Dialect, entity: Entity, into: MergeInto): Step[] {
  const { name, key } = entity
  const { current, deleted, activations } = into
  const id = dialect.identifier(recordId(entity))
  const columns = recordColumnsOf(entity)
  const same = (a: string, b: string) => sameKey(dialect, a, b, key)
  const rows = (relation: string, seen: string) =>
    selectList(
      dialect,
      Object.fromEntries(
        columns.map((column) => [
          column,
          column === '_sdc_table_version' ? seen : dialect.field(relation, column),
        ]),
      ),
    )
  const table = dialect.text(name)
  const time = dialect.parse(dialect.text(noTime), 'timestamptz')
  const notReplaced = (relation: string) =>
    `NOT EXISTS (SELECT 1 FROM ${name}_winners w WHERE ${same('w', relation)})`
  return [
    {
      // A run that was killed can leave a record in both: deleted, and still a row.
      name: `${name}_known`,
      query: `SELECT provider, ${id}, version_at, sequence, seen AS _sdc_table_version FROM (
  SELECT *, max(_sdc_table_version) OVER (PARTITION BY provider, ${id}) AS seen,
    row_number() OVER (PARTITION BY provider, ${id}
      ORDER BY version_at DESC NULLS LAST, sequence DESC NULLS LAST) AS _rank
  FROM (
    SELECT provider, ${id}, coalesce(updated_at, ${time}) AS version_at,
      coalesce(_sdc_sequence, 0) AS sequence, _sdc_table_version FROM ${current}
    UNION ALL
    SELECT provider, record_id, deleted_at, coalesce(_sdc_sequence, 0), _sdc_table_version
    FROM ${deleted} WHERE table_name = ${table}
  ) versions
) ranked WHERE _rank = 1`,
    },
    {
      name: `${name}_winners`,
      query: `SELECT d.*, greatest(d._sdc_table_version, k._sdc_table_version) AS _seen
FROM ${name}_delta d LEFT JOIN ${name}_known k ON ${same('k', 'd')}
WHERE k.provider IS NULL OR d._version_at > k.version_at
  OR (d._version_at = k.version_at AND coalesce(d._sdc_sequence, 0) >= k.sequence)`,
    },
    {
      name: `${name}_merged`,
      query: `SELECT r.* FROM (
  SELECT ${rows('c', 'greatest(c._sdc_table_version, d._sdc_table_version)')}
  FROM ${current} c LEFT JOIN ${name}_delta d ON ${same('d', 'c')} WHERE ${notReplaced('c')}
  UNION ALL
  SELECT ${rows('w', 'w._seen')} FROM ${name}_winners w WHERE NOT w._deleted
) r LEFT JOIN ${activations} a ON a.provider = r.provider
WHERE a.version IS NULL OR r._sdc_table_version IS NULL OR r._sdc_table_version >= a.version`,
    },
    {
      name: `${name}_deleted`,
      query: `SELECT c.table_name, c.provider, c.record_id, c.deleted_at, c._sdc_sequence,
  greatest(c._sdc_table_version, d._sdc_table_version) AS _sdc_table_version
FROM (SELECT *, record_id AS ${id} FROM ${deleted} WHERE table_name = ${table}) c
LEFT JOIN ${name}_delta d ON ${same('d', 'c')} WHERE ${notReplaced('c')}
UNION ALL
SELECT ${table}, w.provider, w.${id}, w._version_at, w._sdc_sequence, w._seen
FROM ${name}_winners w WHERE w._deleted`,
    },
  ]
}

/** The column that names a record within its provider. */
function recordId(entity: Entity): string {
  const id = entity.key.find((name) => name !== 'provider')
  if (id === undefined || entity.key.length !== 2) {
    throw new Error(`${entity.name} must be keyed by provider and one id`)
  }
  return id
}
