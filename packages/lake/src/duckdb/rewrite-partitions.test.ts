import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { Duck } from './duck.ts'
import { type RewriteOptions, rewritePartitions } from './rewrite-partitions.ts'
import { sqlString } from './sql-literal.ts'
import type { PartitionFile } from './write-partitions.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 2 })
})
afterAll(() => duck.close())

const time = (day: string) => `SELECT TIMESTAMPTZ '${day} 00:00:00+00' AS "at"`
const month = (value: string | null) => ({ at_month: value })

async function rewritten(options: Pick<RewriteOptions, 'query' | 'kept' | 'partitionBy'>) {
  const files: PartitionFile[] = []
  await rewritePartitions(duck, {
    ...options,
    directory: temporaryFolder(),
    take: (file) => files.push(file),
  })
  return files
}

const byMonth = [{ column: 'at', transform: 'month' }] as const

test('rows that are kept stay where they lie, and new ones are written with them', async () => {
  const files = await rewritten({
    query: `${time('2026-01-31')} UNION ALL SELECT NULL`,
    kept: [
      { partition: month('2025-12'), query: time('2026-01-30'), rows: 1 },
      { partition: month('2026-01'), query: time('2026-01-29'), rows: 1 },
    ],
    partitionBy: byMonth,
  })
  const found = files.map(async ({ partition, localPath, rows }) => {
    const days = await duck.rows<{ day: string }>(
      `SELECT "at"::DATE AS day FROM read_parquet(${sqlString(localPath)}) ORDER BY 1`,
    )
    expect(rows).toBe(days.length)
    return [partition.at_month, days.map(({ day }) => day)]
  })
  expect(Object.fromEntries(await Promise.all(found))).toEqual({
    '2025-12': ['2026-01-30'],
    '2026-01': ['2026-01-29', '2026-01-31'],
    null: [null],
  })
})

test('a table without partitions is one file', async () => {
  const kept = [{ partition: {}, query: time('2026-01-30'), rows: 1 }]
  const files = await rewritten({ query: time('2026-01-31'), kept, partitionBy: [] })
  expect(files.map(({ rows }) => rows)).toEqual([2])
})

test('a partition of which no row stays is no file', async () => {
  const kept = [{ partition: month('2026-01'), query: `${time('2026-01-30')} LIMIT 0`, rows: 1 }]
  const query = `${time('2026-01-31')} LIMIT 0`
  expect(await rewritten({ query, kept, partitionBy: byMonth })).toEqual([])
})

test('where a partition cannot be written all end, and nothing is left behind', async () => {
  const kept = Array.from({ length: 9 }, (_, index) => ({
    partition: month(`2026-0${index + 1}`),
    query: index === 4 ? `SELECT error('broken') AS "at"` : time('2026-01-30'),
    rows: 1,
  }))
  const failed = rewritten({ query: time('2026-01-31'), kept, partitionBy: byMonth })
  await expect(failed).rejects.toThrow('broken')
  expect(await duck.rows('SELECT table_name FROM duckdb_tables()')).toEqual([])
})
