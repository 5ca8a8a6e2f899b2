import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ObjectMissingError, type ObjectStore, openStore, openTable } from '@descant/lake'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLocalFiles } from './local-files.ts'

let folder: string
let directory: string
let store: ObjectStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-files-test-'))
  directory = mkdtempSync(join(tmpdir(), 'descant-fetched-test-'))
  store = openStore(pathToFileURL(folder).href)
  mkdirSync(join(folder, 'acme/orders/data'), { recursive: true })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(directory, { recursive: true })
})

const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
  path: `data/${name}.parquet`,
  rows: 1,
  bytes: 1,
}))
const write = () => {
  for (const { path } of files) writeFileSync(join(folder, 'acme/orders', path), path)
}
const read = (paths: string[]) => Promise.resolve(paths.map((path) => readFileSync(path, 'utf8')))
const expected = files.map(({ path }) => path)

/** The folder as if it were far away. */
const remote = (): ObjectStore =>
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'localPath') return () => undefined
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

test('files of a folder are read where they are', async () => {
  write()
  const table = openTable(store, 'acme/orders')
  expect(await withLocalFiles(store, table, files, directory, read)).toEqual(expected)
  expect(readdirSync(directory)).toEqual([])
})

test('files from elsewhere are fetched, in order, and removed after', async () => {
  write()
  const table = openTable(store, 'acme/orders')
  const seen = await withLocalFiles(remote(), table, files, directory, async (paths) => {
    expect(readdirSync(directory)).toHaveLength(files.length)
    return read(paths)
  })
  expect(seen).toEqual(expected)
  expect(readdirSync(directory)).toEqual([])
})

test.each([
  ['a folder', () => store],
  ['elsewhere', remote],
])('a file that is gone from %s is told of, and nothing stays behind', async (_, from) => {
  write()
  rmSync(join(folder, 'acme/orders/data/c.parquet'))
  const table = openTable(store, 'acme/orders')
  await expect(withLocalFiles(from(), table, files, directory, read)).rejects.toThrow(
    ObjectMissingError,
  )
  expect(readdirSync(directory)).toEqual([])
})
