import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { looksWhole } from './looks-whole.ts'

const text = Array.from({ length: 2000 }, (_, index) => `{"id":${index * 7919}}\n`).join('')

test.each<[string, Buffer, boolean]>([
  ['a whole file', gzipSync(text), true],
  ['one cut right after a flush', Buffer.from([0x1f, 0x8b, 1, 2, 0, 0, 0xff, 0xff]), false],
  ['one whose last member is short', Buffer.concat([gzipSync(text), gzipSync('{}')]), false],
])('%s', async (_case, body, expected) => {
  const directory = await mkdtemp(join(tmpdir(), 'looks-whole-'))
  const path = join(directory, 'file.gz')
  await writeFile(path, body)
  expect(await looksWhole(path)).toBe(expected)
  await rm(directory, { recursive: true })
})
