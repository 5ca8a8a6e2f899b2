import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Duck, writeParquet } from '../duckdb.ts'
import { CommitConflictError, LakeError } from '../errors.ts'
import { readIceberg } from '../fixtures/read-iceberg.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openStore } from '../store/open-store.ts'
import type { DataFile } from './data-file.ts'
import { fieldIds, type KnownColumns } from './evolution.ts'
import { openTable, type Table } from './table.ts'
import type { TableColumn } from './table-column.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())

const root = 'acme/orders'

async function newTable() {
  const folder = temporaryFolder()
  const store = openStore(pathToFileURL(folder).href)
  await mkdir(join(folder, root, 'data'), { recursive: true })
  const write = async (
    name: string,
    query: string,
    columns: readonly TableColumn[],
    base?: KnownColumns,
  ): Promise<DataFile> => {
    const path = `data/${name}.parquet`
    const options = { query, path: join(folder, root, path), fieldIds: fieldIds(columns, base) }
    return { path, ...(await writeParquet(duck, options)) }
  }
  const url = pathToFileURL(join(folder, root)).href
  return { folder, store, table: openTable(store, root), write, url }
}

const file = (name: string, rows = 1): DataFile => ({ path: `data/${name}`, rows, bytes: 10 })
const idColumn: readonly TableColumn[] = [{ name: 'id', type: 'long' }]

const commitFiles = async (table: Table, ...names: string[]) =>
  table.commit({
    base: await table.current(),
    columns: idColumn,
    files: names.map((name) => file(name)),
    operation: 'overwrite',
  })

const columns: readonly TableColumn[] = [
  { name: 'order_id', type: 'string', required: true },
  { name: 'line', type: 'int' },
  { name: 'legacy_id', type: 'long' },
  { name: 'total', type: 'decimal(18,2)' },
  { name: 'rate', type: 'double' },
  { name: 'test', type: 'boolean' },
  { name: 'day', type: 'date' },
  { name: 'updated_at', type: 'timestamptz', doc: 'When the source changed it.' },
  { name: 'tags', type: { list: 'string' } },
]

const rows = (from: number, to: number) => `
  SELECT 'o' || lpad(i::VARCHAR, 3, '0') AS order_id, i::INTEGER AS line,
    9007199254740993 + i AS legacy_id, (-i * 1.25)::DECIMAL(18,2) AS total, i / 4.0::DOUBLE AS rate,
    i % 2 = 0 AS test, DATE '1969-12-30' + i::INTEGER AS day,
    TIMESTAMPTZ '1970-01-01 01:00:00.123456+00' + to_days(i::INTEGER) AS updated_at,
    CASE WHEN i % 3 = 0 THEN NULL ELSE ['t' || i, NULL] END AS tags
  FROM range(${from}, ${to}) r(i)`

describe('what is committed', () => {
  test('is read back by another reader, value for value, now and as it was', async () => {
    const { table, write, url } = await newTable()
    const first = await table.commit({
      base: undefined,
      columns,
      files: [await write('a', rows(0, 4), columns)],
      operation: 'append',
    })
    const second = await table.commit({
      base: first,
      columns,
      files: [await write('b', rows(10, 12), columns, first)],
      operation: 'append',
    })

    const read = await readIceberg(url, 2)
    expect(read).toHaveLength(6)
    const byId = read.sort((a, b) => String(a.order_id).localeCompare(String(b.order_id)))
    expect(byId[0]).toEqual({
      order_id: 'o000',
      line: 0,
      legacy_id: 9007199254740993n,
      total: 0,
      rate: 0,
      test: true,
      day: new Date('1969-12-30'),
      updated_at: new Date('1970-01-01T01:00:00.123Z'),
      tags: undefined,
    })
    expect(byId[3]).toMatchObject({
      total: -3.75,
      rate: 0.75,
      test: false,
      legacy_id: 9007199254740996n,
    })
    expect(byId[4]).toMatchObject({ order_id: 'o010', tags: ['t10', null] })

    expect(await readIceberg(url, 2, first.snapshotId)).toHaveLength(4)
    expect(second).toMatchObject({
      version: 2,
      sequenceNumber: 2,
      parentSnapshotId: first.snapshotId,
    })
    expect(second.summary).toMatchObject({ 'added-records': '2', 'total-records': '6' })
  })

  test('comes back from the table itself, statistics included', async () => {
    const { table, write } = await newTable()
    const a = await write('a', rows(0, 4), columns)
    const committed = await table.commit({
      base: undefined,
      columns,
      files: [a],
      operation: 'append',
    })
    const current = await table.current()
    expect(current).toEqual({ ...committed, files: [expect.anything()] })
    expect(current?.columns).toEqual(columns)
    expect(current?.files[0]).toMatchObject({
      path: 'data/a.parquet',
      rows: 4,
      bytes: a.bytes,
      valueCounts: { order_id: 4, 'tags.element': 6 },
      nullCounts: { order_id: 0, 'tags.element': 4 },
      lowerBounds: {
        order_id: 'o000',
        line: '0',
        legacy_id: '9007199254740993',
        total: '-3.75',
        rate: '0',
        test: 'false',
        day: '1969-12-30',
        updated_at: '1970-01-01T01:00:00.123456Z',
      },
      upperBounds: { total: '0.00', test: 'true', updated_at: '1970-01-04T01:00:00.123456Z' },
    })
  })
})
