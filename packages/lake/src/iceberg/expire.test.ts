import { describe, expect, test } from 'vitest'
import { commitFiles, file, idColumn, keys, newTable, root } from '../fixtures/new-table.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { openTable } from './table.ts'

const never = new Date(8.64e15)

/** Writes the data files too, so that one can see them go. */
async function tableOf(...snapshots: string[][]) {
  const made = newTable()
  for (const name of new Set(snapshots.flat())) {
    await made.store.create(`${root}/data/${name}`, Buffer.from(name))
  }
  const committed = []
  for (const names of snapshots) committed.push(await commitFiles(made.table, ...names))
  return { ...made, committed }
}

const dataFiles = async (store: ObjectStore) =>
  (await keys(store)).filter((key) => key.includes('/data/')).map((key) => key.replace(/.*\//, ''))

describe('expired snapshots', () => {
  test('take with them what only they had, and the others stay readable', async () => {
    const { table, store, committed } = await tableOf(['a', 'b'], ['b', 'c'], ['c', 'd'])
    const expired = await table.expire({ keepSnapshots: 2, keepSince: never })
    expect(expired.snapshots).toBe(1)
    expect(await dataFiles(store)).toEqual(['b', 'c', 'd'])
    expect((await table.current())?.files).toHaveLength(2)
    const middle = await openTable(store, root).snapshot(committed[1]?.snapshotId ?? '')
    expect(middle.files.map(({ path }) => path).sort()).toEqual(['data/b', 'data/c'])
    const gone = table.snapshot(committed[0]?.snapshotId ?? '')
    await expect(gone).rejects.toMatchObject({ code: 'LAKE_SNAPSHOT_MISSING' })
    const next = await commitFiles(table, 'c', 'd')
    expect(next).toMatchObject({ version: 5, sequenceNumber: 4 })
  })

  test('leave no manifest behind', async () => {
    const { table, store } = await tableOf(['a'], ['b'], ['c'])
    await table.expire({ keepSnapshots: 1, keepSince: never })
    const metadata = (await keys(store)).filter((key) => key.endsWith('.avro'))
    expect(metadata.filter((key) => key.includes('/snap-'))).toHaveLength(1)
    expect(metadata).toHaveLength(3)
    expect(await dataFiles(store)).toEqual(['c'])
  })

  test('are none of the newest, none of those still young, and never the current one', async () => {
    const { table, store } = await tableOf(['a'], ['b'], ['c'])
    expect(await table.expire({ keepSnapshots: 3, keepSince: never })).toEqual({
      snapshots: 0,
      files: 0,
    })
    expect(await table.expire({ keepSnapshots: 1, keepSince: new Date(0) })).toMatchObject({
      snapshots: 0,
    })
    expect(await table.expire({ keepSnapshots: 0, keepSince: never })).toMatchObject({
      snapshots: 2,
    })
    expect(await dataFiles(store)).toEqual(['c'])
    expect((await table.current())?.files).toHaveLength(1)
    expect(await newTable().table.expire({ keepSnapshots: 0, keepSince: never })).toMatchObject({
      files: 0,
    })
  })
})

describe('orphans', () => {
  test('go once they are old enough, and nothing else does', async () => {
    const { table, store } = await tableOf(['a'], ['a', 'b'])
    await store.create(`${root}/data/orphan.parquet`, Buffer.from(''))
    await store.create(`${root}/metadata/orphan-m0.avro`, Buffer.from(''))
    const before = await keys(store)
    expect(await table.deleteOrphans(new Date(0))).toBe(0)
    expect(await table.deleteOrphans(never)).toBe(2)
    expect(await keys(store)).toEqual(before.filter((key) => !key.includes('orphan')))
    expect((await table.snapshots()).length).toBe(2)
    const change = { base: await table.current(), columns: idColumn, files: [file('c')] }
    await table.commit({ ...change, operation: 'append' })
  })
})
