import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStore } from '@descant/lake'
import { expect, test } from 'vitest'
import { localPaths } from './raw-file.ts'

test('objects that lie elsewhere are fetched, in their order, however many', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'raw-file-'))
  const store = openStore(pathToFileURL(join(directory, 'zone')).href)
  const keys = Array.from({ length: 20 }, (_, index) => `a/${index}`)
  for (const key of keys) await store.create(key, Buffer.from(key))
  const near = await localPaths(store, keys, join(directory, 'unused'))
  expect(near[3]).toBe(store.localPath('a/3'))
  const remote = { ...store, read: (key: string) => store.read(key), localPath: () => undefined }
  const paths = await localPaths(remote as never, keys, join(directory, 'fetched'))
  const bodies = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  expect(bodies).toEqual(keys)
  await rm(directory, { recursive: true })
})
