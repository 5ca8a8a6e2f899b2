import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { bucketOf } from '../iceberg/bucket.ts'
import { murmur3 } from '../iceberg/murmur3.ts'
import { Duck } from './duck.ts'
import { sqlString } from './sql-literal.ts'
import { writePartitions } from './write-partitions.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())

const rowsOf = (path: string) => duck.rows(`FROM read_parquet(${sqlString(path)}) ORDER BY ALL`)

const texts = ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'é€x', '7012345678901', 'p_0123456789abcdef']

test('texts lie in the buckets that Iceberg puts them in', async () => {
  const values = texts.map((text) => `(${sqlString(text)})`).join(', ')
  const files = await writePartitions(duck, {
    query: `SELECT id FROM (VALUES ${values}, (NULL)) t(id)`,
    partitionBy: [{ column: 'id', transform: 'bucket[1000003]' }],
    directory: temporaryFolder(),
    rows: 10,
  })
  expect(new Set(texts.map(murmur3)).size).toBe(texts.length)
  const found = new Map<unknown, unknown>()
  for (const { localPath, partition, rows, lowerBounds } of files) {
    const [row] = await rowsOf(localPath)
    found.set(row?.id, partition.id_bucket)
    expect([rows, lowerBounds?.id ?? null]).toEqual([1, row?.id])
  }
  expect(found).toEqual(
    new Map<string | null, string | null>([
      ...texts.map((text) => [text, String(bucketOf(text, 1_000_003))] as const),
      [null, null],
    ]),
  )
})

test.each([
  { rows: 2, mostRowsOfAFile: 2, files: 1, partitions: [] },
  { rows: 6, mostRowsOfAFile: 6, files: 3, partitions: ['2025-12', '2026-01', null] },
  { rows: 6, mostRowsOfAFile: 1, files: 3, partitions: ['2025-12', '2026-01', null] },
])(
  '%j: rows lie by month, a large month apart from the others',
  async ({ partitions, mostRowsOfAFile, rows, files }) => {
    const query = `SELECT i, CASE WHEN i < 5 THEN TIMESTAMPTZ '2025-12-31 23:59:58+00' + to_seconds(i // 2) END AS "at"
FROM range(${rows}) r(i)`
    const written = await writePartitions(duck, {
      query,
      partitionBy: partitions.length === 0 ? [] : [{ column: 'at', transform: 'month' }],
      directory: temporaryFolder(),
      fieldIds: { i: 1, at: 2 },
      rows,
      mostRowsOfAFile,
    })
    expect(written).toHaveLength(files)
    expect(written.flatMap(({ partition }) => partition.at_month ?? []).sort()).toEqual(
      partitions.filter((month) => month !== null),
    )
    const all = await Promise.all(written.map(({ localPath }) => rowsOf(localPath)))
    expect(
      all
        .flat()
        .map((row) => Number(row.i))
        .sort(),
    ).toEqual([...Array(rows).keys()])
    for (const [index, { partition }] of written.entries()) {
      const months = all[index]?.map((row) => (row.at as string | null)?.slice(0, 7) ?? null)
      if (partitions.length > 0) expect(new Set(months)).toEqual(new Set([partition.at_month]))
    }
  },
)

test('no rows are no file', async () => {
  const options = { query: 'SELECT 1 AS i WHERE false', directory: temporaryFolder(), rows: 0 }
  expect(await writePartitions(duck, { ...options, partitionBy: [] })).toEqual([])
})
