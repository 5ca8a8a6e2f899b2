import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duck, sqlString } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parquetRows } from './parquet-rows.ts'

const snapshot = {
  columns: [
    { name: 'id', type: 'long' },
    { name: 'title', type: 'string' },
    { name: 'tags', type: { list: 'string' } },
  ],
  columnIds: { id: 1, title: 4, tags: 3 },
} as const

let directory: string
let duck: Duck
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'descant-parquet-rows-'))
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => {
  duck.close()
  rmSync(directory, { recursive: true })
})

const write = async (name: string, select: string, ids = '') => {
  const path = join(directory, name)
  await duck.run(`COPY (${select}) TO ${sqlString(path)} (FORMAT parquet${ids})`)
  return path
}

const rowsOf = async (paths: string[]) =>
  duck.rows(`SELECT * FROM (${await parquetRows(duck, paths, snapshot)}) ORDER BY id`)

test('columns are found by their ids, and by their names in files that have none', async () => {
  const ids = ', FIELD_IDS {id: 1, old: 4, title: 2, tags: {__duckdb_field_id: 3, element: 5}}'
  const known = await write(
    'known',
    `SELECT 1 AS id, 'a' AS old, 'gone' AS title, ['x'] AS tags`,
    ids,
  )
  const unknown = await write('unknown', `SELECT ['y'] AS tags, 2::INTEGER AS id`)
  const whole = await write('whole', `SELECT 3::BIGINT AS id, 'c' AS title, 7 AS more`)
  expect(await rowsOf([unknown, known, whole])).toEqual([
    { id: 1n, title: 'a', tags: ['x'] },
    { id: 2n, title: null, tags: ['y'] },
    { id: 3n, title: 'c', tags: null },
  ])
  expect(await rowsOf([known])).toHaveLength(1)
  expect(await rowsOf([])).toEqual([])
})
