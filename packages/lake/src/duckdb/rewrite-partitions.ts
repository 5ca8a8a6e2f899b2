import { randomUUID } from 'node:crypto'
import type { Duck } from './duck.ts'
import { sqlIdentifier } from './sql-literal.ts'
import {
  isAt,
  type PartitionFile,
  type PartitionRows,
  type PartitionsOptions,
  type Place,
  partitionAt,
  partitionKeys,
  withPartition,
  writePartition,
} from './write-partitions.ts'

export interface RewriteOptions extends Omit<PartitionsOptions, 'rows'> {
  /**
   * Rows that stay in the partitions where they lie: to find a bucket takes longer than to write the
   * row. Each query gives the columns of `query`, and sees no temporary table: it runs on another
   * connection.
   */
  readonly kept: readonly PartitionRows[]
  /** Takes a file as soon as it is written, while others are. */
  readonly take: (file: PartitionFile) => void
}

/**
 * Writes new rows, and those that stay in the same partitions, as Parquet files: one for each
 * partition, or several where it is large. Files are written side by side, one on each thread.
 *
 * @example
 * await rewritePartitions(duck, {
 *   query: 'FROM changed_orders',
 *   kept: [{ partition: { created_at_month: '2026-01' }, query: `FROM read_parquet('january.parquet')`, rows: 1000 }],
 *   partitionBy: [{ column: 'created_at', transform: 'month' }],
 *   directory,
 *   take: (file) => files.push(file),
 * })
 */
export async function rewritePartitions(duck: Duck, options: RewriteOptions): Promise<void> {
  const { partitionBy } = options
  const keys = partitionKeys(partitionBy)
  const table = sqlIdentifier(`rewritten_${randomUUID()}`)
  await duck.run(`CREATE TABLE ${table} AS ${withPartition(options, keys)}`)
  try {
    const columns = keys.length === 0 ? '*' : `* EXCLUDE (${keys.join(', ')})`
    const places = await duck.rows<Place & { rows: bigint }>(
      `SELECT ${[...keys, 'count(*) AS rows'].join(', ')} FROM ${table} GROUP BY ALL`,
    )
    const added = places.map(({ rows, ...place }) => ({
      partition: partitionAt(place, partitionBy),
      query: [`SELECT ${columns} FROM ${table}`, ...where(place)].join(' WHERE '),
      rows: Number(rows),
    }))
    await writeAll(duck, options, together([...options.kept, ...added]))
  } finally {
    await duck.run(`DROP TABLE ${table}`)
  }
}

const where = (place: Place) => (Object.keys(place).length === 0 ? [] : [isAt(place)])

/** The rows of each partition as one. */
function together(parts: readonly PartitionRows[]): PartitionRows[] {
  const byPartition = new Map<string, PartitionRows>()
  for (const part of parts) {
    const name = JSON.stringify(Object.entries(part.partition).sort())
    const other = byPartition.get(name)
    const query = other === undefined ? part.query : `${other.query} UNION ALL ${part.query}`
    byPartition.set(name, { ...part, query, rows: part.rows + (other?.rows ?? 0) })
  }
  return [...byPartition.values()]
}

/** Writes partitions on as many connections as there are threads, the largest first. */
async function writeAll(
  duck: Duck,
  options: RewriteOptions,
  parts: readonly PartitionRows[],
): Promise<void> {
  const waiting = [...parts].sort((a, b) => b.rows - a.rows)
  const writeNext = async () => {
    const connection = await duck.connect()
    try {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        for (const file of await writePartition(connection, options, part)) options.take(file)
      }
    } catch (error) {
      waiting.length = 0
      throw error
    } finally {
      connection.close()
    }
  }
  const [found] = await duck.rows<{ threads: bigint }>(
    `SELECT current_setting('threads') AS threads`,
  )
  const length = Math.min(Number(found?.threads), waiting.length)
  const done = await Promise.allSettled(Array.from({ length }, writeNext))
  for (const one of done) if (one.status === 'rejected') throw one.reason
}
