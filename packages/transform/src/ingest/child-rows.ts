import { sqlIdentifier } from '@descant/lake/duckdb'
import type { ChildMapping } from '../model/define-source.ts'
import { fieldsOfRecord, mapChildren } from '../sql/map-children.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { StreamReading } from './stream-reading.ts'

/** The tables that hold the rows which a stream's records carry, by the names of their entities. */
export const childRelations = ({
  relation,
  stream,
}: Pick<StreamReading, 'relation' | 'stream'>): Record<string, string> =>
  Object.fromEntries(
    stream.children.map(({ entity }) => [entity.name, `${relation}_${entity.name}`]),
  )

/**
 * Takes the lists that records carry out of their table, each kind into a table of rows of its own;
 * a record is refused for what refuses one of its rows. DuckDB makes plain rows of items in a
 * quarter of the time that it takes to map them within their lists.
 */
export async function takeChildRows(reading: StreamReading): Promise<void> {
  for (const child of reading.stream.children) await takeRows(reading, child)
}

async function takeRows(reading: StreamReading, child: ChildMapping): Promise<void> {
  const { duck, dialect, relation, stream, discardsValues = false } = reading
  const list = sqlIdentifier(child.entity.name)
  const beside = Object.keys(fieldsOfRecord(dialect, child, 's'))
  const rows = childRelations({ relation, stream })[child.entity.name] as string
  const place = columnsOf(dialect, 'm', ['_file', '_line', ...beside])
  const items = `(SELECT ${place}, unnest(m.${list}) AS item, generate_subscripts(m.${list}, 1) - 1 AS _position
    FROM ${relation} m WHERE NOT m._deleted)`
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${rows} AS ${mapChildren(dialect, child, items, discardsValues)}`,
  )
  const [broken] = await duck.rows<{ rows: bigint }>(
    `SELECT count(*) AS rows FROM ${rows} WHERE _errors IS NOT NULL`,
  )
  if (broken?.rows !== 0n) {
    await duck.run(`UPDATE ${relation} SET _errors = _errors || b.told FROM (
  SELECT _file, _line, flatten(list(_errors ORDER BY _position)) AS told
  FROM ${rows} WHERE _errors IS NOT NULL GROUP BY _file, _line
) b WHERE ${relation}._file = b._file AND ${relation}._line = b._line`)
  }
  await forgetRepeated(reading, child, rows)
  const taken = [list, ...beside.map(sqlIdentifier)].map((name) => `DROP COLUMN ${name}`)
  for (const drop of taken) await duck.run(`ALTER TABLE ${relation} ${drop}`)
}

/** Of rows that have the same key within one record the last one stays, as in every engine. */
async function forgetRepeated(
  { duck, dialect }: StreamReading,
  { entity }: ChildMapping,
  rows: string,
): Promise<void> {
  const own = entity.key.filter((name) => entity.columns[name]?.fromParent !== true)
  // Most lists have one item: only what comes after a first one can repeat it.
  const later = `(SELECT * FROM ${rows} WHERE _position > 0)`
  await duck.run(`DELETE FROM ${rows} r USING ${later} l
WHERE ${sameKey(dialect, 'r', 'l', ['_file', '_line', ...own])} AND r._position < l._position`)
}
