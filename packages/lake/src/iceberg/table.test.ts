import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Duck, writeParquet } from '../duckdb.ts'
import { CommitConflictError } from '../errors.ts'
import { commitFiles, file, idColumn, keys, newTable, root } from '../fixtures/new-table.ts'
import { readIceberg } from '../fixtures/read-iceberg.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openStore } from '../store/open-store.ts'
import { bucketOf } from './bucket.ts'
import type { DataFile } from './data-file.ts'
import { fieldIds, type KnownColumns } from './evolution.ts'
import { entryStatus } from './manifest.ts'
import { openTable } from './table.ts'
import type { TableColumn } from './table-column.ts'
import { currentEntry, readManifests } from './table-snapshot.ts'
import { newestVersion } from './table-version.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())

async function newTableOfParquet() {
  const made = newTable()
  const folder = join(made.folder, root)
  await mkdir(join(folder, 'data'), { recursive: true })
  const write = async (
    name: string,
    query: string,
    columns: readonly TableColumn[],
    base?: KnownColumns,
  ): Promise<DataFile> => {
    const path = `data/${name}.parquet`
    const options = { query, path: join(folder, path), fieldIds: fieldIds(columns, base) }
    return { path, ...(await writeParquet(duck, options)) }
  }
  return { ...made, write, url: pathToFileURL(folder).href }
}

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
    const { table, write, url } = await newTableOfParquet()
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
    const { table, write } = await newTableOfParquet()
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
      columnBytes: a.columnBytes,
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

describe('of commits on one base', () => {
  test('exactly one wins, and the others leave no file behind', async () => {
    const { table, store } = newTable()
    const base = await commitFiles(table, 'base')
    const before = await keys(store)
    const racers = Array.from({ length: 20 }, (_, index) =>
      openTable(store, root).commit({
        base,
        columns: idColumn,
        files: [file(`racer-${index}`)],
        operation: 'append',
      }),
    )
    const results = await Promise.allSettled(racers)
    const won = results.filter((result) => result.status === 'fulfilled')
    const lost = results.filter((result) => result.status === 'rejected')
    expect(won).toHaveLength(1)
    expect(lost.map(({ reason }) => reason)).toSatisfy((errors: unknown[]) =>
      errors.every((error) => error instanceof CommitConflictError && error.version === 2),
    )
    expect((await table.current())?.snapshotId).toBe(won[0]?.value.snapshotId)
    const added = (await keys(store)).filter((key) => !before.includes(key))
    expect(added.map((key) => key.replace(/.*\/(v2|snap|.*-m0).*/, '$1'))).toHaveLength(3)
  })

  test('all get in when each plans again, and none undoes another', async () => {
    const { store, table } = newTable()
    const add = async (name: string): Promise<void> => {
      const own = openTable(store, root)
      const base = await own.current()
      const change = { base, columns: idColumn, files: [file(name)], operation: 'append' as const }
      await own.commit(change).catch((error) => {
        if (!(error instanceof CommitConflictError)) throw error
        return add(name)
      })
    }
    const names = Array.from({ length: 8 }, (_, index) => `w${index}`)
    await Promise.all(names.map(add))
    const current = await table.current()
    expect(current?.files.map(({ path }) => path).sort()).toEqual(
      names.map((name) => `data/${name}`),
    )
    expect(current?.version).toBe(8)
  })

  test('one on a snapshot that is no longer current is refused before it writes', async () => {
    const { table, store } = newTable()
    const first = await commitFiles(table, 'a')
    await commitFiles(table, 'a', 'b')
    const before = await keys(store)
    const late = {
      base: first,
      columns: idColumn,
      files: [file('c')],
      operation: 'append' as const,
    }
    await expect(table.commit(late)).rejects.toThrow(CommitConflictError)
    await expect(table.commit({ ...late, base: undefined })).rejects.toThrow(CommitConflictError)
    const old = await table.snapshot(first.snapshotId)
    await expect(table.commit({ ...late, base: old })).rejects.toThrow(CommitConflictError)
    expect(await keys(store)).toEqual(before)
  })
})

describe('columns', () => {
  test('that older files lack read as null, and widened ones as they were', async () => {
    const { table, write, url } = await newTableOfParquet()
    const narrow: TableColumn[] = [{ name: 'n', type: 'int' }]
    const wide: TableColumn[] = [
      { name: 'added', type: 'string' },
      { name: 'n', type: 'long' },
    ]
    const base = await table.commit({
      base: undefined,
      columns: narrow,
      files: [await write('a', 'SELECT 7::INTEGER AS n', narrow)],
      operation: 'append',
    })
    const query = "SELECT 'x' AS added, 9007199254740993 AS n"
    const next = await table.commit({
      base,
      columns: wide,
      files: [await write('b', query, wide, base)],
      operation: 'append',
    })
    expect(await readIceberg(url, 2)).toEqual(
      expect.arrayContaining([
        { added: 'x', n: 9007199254740993n },
        { added: undefined, n: 7 },
      ]),
    )
    const reread = await table.current()
    expect(reread?.files.find(({ path }) => path === 'data/a.parquet')?.lowerBounds).toEqual({
      n: '7',
    })
    expect(reread?.columnIds).toEqual(next.columnIds)
    expect((await table.snapshot(base.snapshotId)).columns).toEqual(narrow)
  })
})

describe('files', () => {
  test('that stay cost nothing: a commit writes one manifest, however many there are', async () => {
    const { table, store } = newTable()
    for (let count = 1; count <= 5; count += 1) {
      const names = Array.from({ length: count }, (_, index) => `f${index}`)
      await commitFiles(table, ...names)
    }
    const manifests = (await keys(store)).filter((key) => key.endsWith('-m0.avro'))
    expect(manifests).toHaveLength(5)
    expect((await table.current())?.files).toHaveLength(5)
  })

  test('come and go together, and the old ones can be had back', async () => {
    const { table, store } = newTable()
    const first = await commitFiles(table, 'a', 'b', 'c')
    const second = await commitFiles(table, 'b', 'd')
    expect(second.summary).toMatchObject({ 'deleted-data-files': '2', 'added-data-files': '1' })
    const paths = (files: readonly DataFile[]) => files.map(({ path }) => path).sort()
    expect(paths((await openTable(store, root).current())?.files ?? [])).toEqual([
      'data/b',
      'data/d',
    ])
    const old = await table.snapshot(first.snapshotId)
    await table.commit({
      base: second,
      columns: old.columns,
      files: old.files,
      operation: 'overwrite',
    })
    expect(paths((await table.current())?.files ?? [])).toEqual(['data/a', 'data/b', 'data/c'])
    expect((await table.snapshots()).map(({ sequenceNumber }) => sequenceNumber)).toEqual([1, 2, 3])
  })

  test('that stay keep the number of the commit that brought them', async () => {
    const { table, store } = newTable()
    await commitFiles(table, 'a', 'b')
    await commitFiles(table, 'b', 'c')
    const newest = await newestVersion(store, root)
    const entry = newest && currentEntry(newest)
    const manifests = newest && entry ? await readManifests(store, root, newest, entry) : []
    const numbers = manifests.flatMap(({ entries }) =>
      entries.map((entry) => [entry.file.path, entry.status, Number(entry.sequenceNumber)]),
    )
    expect(numbers.sort()).toEqual([
      ['data/a', entryStatus.deleted, 1],
      ['data/b', entryStatus.existing, 1],
      ['data/c', entryStatus.added, 2],
    ])
  })

  test('of one file that is given twice, or outside the table, are refused', async () => {
    const { table } = newTable()
    await expect(commitFiles(table, 'a', 'a')).rejects.toMatchObject({ code: 'LAKE_TABLE_FILES' })
    await expect(commitFiles(table, '../../b')).rejects.toMatchObject({ code: 'LAKE_KEY' })
  })

  test('carry their partition, which a table keeps while it keeps files', async () => {
    const { table, write, url, store } = await newTableOfParquet()
    const columns: TableColumn[] = [{ name: 'provider', type: 'string' }, ...idColumn]
    const query = "SELECT 'a''b' AS provider, 1::BIGINT AS id"
    const data = { ...(await write('p', query, columns)), partition: { provider: "a'b" } }
    const change = {
      columns,
      files: [data],
      operation: 'append' as const,
      partitionBy: [{ column: 'provider', transform: 'identity' }] as const,
    }
    const base = await table.commit({ base: undefined, ...change })
    expect(await readIceberg(url, 1)).toEqual([{ provider: "a'b", id: 1n }])
    const reread = await openTable(store, root).current()
    expect(reread).toMatchObject({
      partitionBy: [{ column: 'provider', transform: 'identity' }],
      files: [{ partition: { provider: "a'b" } }],
    })
    const later = table.commit({ ...change, base, partitionBy: [] })
    await expect(later).rejects.toMatchObject({ code: 'LAKE_PARTITION_CHANGE' })
    const lacking = table.commit({ base, columns, files: [file('q')], operation: 'append' })
    await expect(lacking).rejects.toMatchObject({ code: 'LAKE_TABLE_FILES' })
  })

  test('lie by month and by hash bucket, and are put otherwise where all are written anew', async () => {
    const { table, write, url, store } = await newTableOfParquet()
    const columns: TableColumn[] = [
      { name: 'id', type: 'string' },
      { name: 'at', type: 'timestamptz' },
    ]
    const at = (id: string, day: string) =>
      write(id, `SELECT '${id}' AS id, TIMESTAMPTZ '${day} 00:00:00+00' AS at`, columns)
    const months = [{ column: 'at', transform: 'month' }] as const
    const first = await table.commit({
      base: undefined,
      columns,
      files: [
        { ...(await at('old', '1969-12-31')), partition: { at_month: '1969-12' } },
        { ...(await at('new', '2026-01-31')), partition: { at_month: '2026-01' } },
        {
          ...(await write('none', "SELECT 'none' AS id, NULL::TIMESTAMPTZ AS at", columns)),
          partition: { at_month: null },
        },
      ],
      operation: 'overwrite',
      partitionBy: months,
    })
    const reread = await openTable(store, root).current()
    expect(reread?.partitionBy).toEqual(months)
    expect(reread?.files.map(({ partition }) => partition?.at_month)).toEqual([
      '1969-12',
      '2026-01',
      null,
    ])
    const wrong = { ...file('q'), partition: { at_month: '2026-13' } }
    const refused = table.commit({ base: first, columns, files: [wrong], operation: 'append' })
    await expect(refused).rejects.toMatchObject({ code: 'LAKE_TABLE_FILES' })
    const buckets = [{ column: 'id', transform: 'bucket[16]' }] as const
    const change = { base: first, columns, operation: 'overwrite', partitionBy: buckets } as const
    const ids = ['iceberg', 'b']
    const files = await Promise.all(
      ids.map(async (id) => ({
        ...(await at(id, '2026-02-01')),
        partition: { id_bucket: String(bucketOf(id, 16)) },
      })),
    )
    const kept = table.commit({ ...change, files: [...files, ...first.files.slice(0, 1)] })
    await expect(kept).rejects.toMatchObject({ code: 'LAKE_PARTITION_CHANGE' })
    await table.commit({ ...change, files })
    const base = await openTable(store, root).current()
    expect(base?.partitionBy).toEqual(buckets)
    await table.commit({ ...change, base, files: files.slice(0, 1) })
    expect((await readIceberg(url, 3)).map(({ id }) => id)).toEqual(['iceberg'])
    expect(await readIceberg(url, 3, first.snapshotId)).toHaveLength(3)
    expect(await table.expire({ keepSnapshots: 1, keepSince: new Date(8e15) })).toMatchObject({
      snapshots: 2,
    })
    expect((await openTable(store, root).current())?.files).toHaveLength(1)
  })
})

describe('tables that others have touched', () => {
  test('keep snapshot ids of 63 bits, digit for digit', async () => {
    const { table, folder } = newTable()
    const first = await commitFiles(table, 'a')
    const path = join(folder, root, 'metadata/v1.metadata.json')
    const foreign = '9223372036854775783'
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll(`:${first.snapshotId}`, `:${foreign}`))
    const base = await table.current()
    expect(base?.snapshotId).toBe(foreign)
    const next = await commitFiles(table, 'a', 'b')
    expect(next.parentSnapshotId).toBe(foreign)
    expect(await readFile(join(folder, root, 'metadata/v2.metadata.json'), 'utf8')).toContain(
      `"parent-snapshot-id":${foreign}`,
    )
  })

  test('are read where they are found, also under another path than they name', async () => {
    const { table, folder } = newTable()
    const first = await commitFiles(table, 'a')
    const elsewhere = temporaryFolder()
    await cp(folder, elsewhere, { recursive: true })
    const copy = openTable(openStore(pathToFileURL(elsewhere).href), root)
    expect((await copy.current())?.files).toEqual((await table.current())?.files)
    await commitFiles(copy, 'a', 'b')
    expect((await copy.snapshot(first.snapshotId)).files).toHaveLength(1)
  })

  test('are refused, with words, where they hold what we cannot keep', async () => {
    const { table, folder } = newTable()
    await commitFiles(table, 'a')
    const path = join(folder, root, 'metadata/v1.metadata.json')
    const text = await readFile(path, 'utf8')
    const damage = async (from: string, to: string) => {
      await writeFile(path, text.replace(from, to))
      return expect(table.current()).rejects
    }
    const unsupported = { code: 'LAKE_TABLE_UNSUPPORTED' }
    await (await damage('"format-version":2', '"format-version":3')).toMatchObject(unsupported)
    await (await damage('"type":"long"', '"type":"uuid"')).toMatchObject(unsupported)
    await (await damage('"manifest-list":"', '"manifest-list":"s3://other/')).toMatchObject(
      unsupported,
    )
    await writeFile(path, text)
    const [manifest = ''] = (await readdir(join(folder, root, 'metadata'))).filter((name) =>
      name.endsWith('-m0.avro'),
    )
    await rm(join(folder, root, 'metadata', manifest))
    await expect(table.current()).rejects.toMatchObject({ code: 'LAKE_TABLE_DAMAGED' })
  })
})
