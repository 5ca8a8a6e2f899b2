import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitFiles, newTable, root } from '../fixtures/new-table.ts'
import { newestVersion } from './table-version.ts'

describe('the newest version of a table is found', () => {
  const hint = (folder: string) => join(folder, root, 'metadata/version-hint.text')

  test.each([
    ['stale', (path: string) => writeFile(path, '1')],
    ['missing', (path: string) => rm(path)],
    ['of a version that is not there', (path: string) => writeFile(path, '99')],
    ['no number', (path: string) => writeFile(path, 'x\n')],
  ])('with a hint that is %s', async (_, spoil) => {
    const { folder, store, table } = newTable()
    for (const names of [['a'], ['b'], ['c']]) await commitFiles(table, ...names)
    await spoil(hint(folder))
    expect((await newestVersion(store, root))?.version).toBe(3)
    await commitFiles(table, 'd')
    expect((await table.current())?.files.map(({ path }) => path)).toEqual(['data/d'])
  })

  test('and there is none where there is no table', async () => {
    const { store, table } = newTable()
    expect(await newestVersion(store, root)).toBeUndefined()
    expect(await table.current()).toBeUndefined()
    expect(await table.snapshots()).toEqual([])
  })
})
