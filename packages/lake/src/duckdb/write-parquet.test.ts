import { statSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { Duck } from './duck.ts'
import { writeParquet } from './write-parquet.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())

const query = `
  SELECT i::BIGINT AS id, CASE WHEN i > 0 THEN (i * 1.5)::DECIMAL(18,2) END AS total,
    ['a' || i, NULL] AS tags, 'nan'::DOUBLE AS ratio, 'x' AS "odd ""name"""
  FROM range(3) r(i)`

test('a file is told with what a manifest wants', async () => {
  const path = join(temporaryFolder(), 'a.parquet')
  expect(await writeParquet(duck, { query, path })).toEqual({
    rows: 3,
    bytes: statSync(path).size,
    columnBytes: {
      id: expect.any(Number),
      total: expect.any(Number),
      'tags.element': expect.any(Number),
      ratio: expect.any(Number),
      'odd "name"': expect.any(Number),
    },
    valueCounts: { id: 3, total: 3, 'tags.element': 6, ratio: 3, 'odd "name"': 3 },
    nullCounts: { id: 0, total: 1, 'tags.element': 3, ratio: 0, 'odd "name"': 0 },
    lowerBounds: { id: '0', total: '1.50', 'tags.element': 'a0', 'odd "name"': 'x' },
    upperBounds: { id: '2', total: '3.00', 'tags.element': 'a2', 'odd "name"': 'x' },
  })
})

test('columns carry the ids, elements of lists too, in Snappy', async () => {
  const path = join(temporaryFolder(), "it's.parquet")
  const fieldIds = { id: 7, total: 3, tags: 4, 'tags.element': 9, ratio: 5, 'odd "name"': 6 }
  await writeParquet(duck, { query, path, fieldIds, rowGroupRows: 2048 })
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path))
  const ids = metadata.schema.flatMap(({ name, field_id }) =>
    field_id === undefined ? [] : [[name, field_id]],
  )
  expect(Object.fromEntries(ids)).toEqual({
    id: 7,
    total: 3,
    tags: 4,
    element: 9,
    ratio: 5,
    'odd "name"': 6,
  })
  const codecs = metadata.row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data }) => meta_data?.codec),
  )
  expect(new Set(codecs)).toEqual(new Set(['SNAPPY']))
})

test('no rows are a file too', async () => {
  const path = join(temporaryFolder(), 'empty.parquet')
  const file = await writeParquet(duck, { query: `${query} WHERE i > 5`, path })
  expect(file).toMatchObject({ rows: 0, bytes: statSync(path).size })
})
