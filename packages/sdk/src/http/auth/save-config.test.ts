import {
  chmod,
  chown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../../errors.ts'
import { mergeConfig, saveConfig } from './save-config.ts'

describe('a file', () => {
  let folder = ''
  let path = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'))
    path = join(folder, 'config.json')
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('gets the new values, and keeps its other keys, its mode and its neighbours', async () => {
    await writeFile(path, '{\n  "shop": "a",\n  "refresh_token": "r0"\n}\n')
    await chmod(path, 0o640)
    const before = await stat(path)
    await saveConfig(path, { refresh_token: 'r1' })
    expect(await readFile(path, 'utf8')).toBe('{\n  "shop": "a",\n  "refresh_token": "r1"\n}\n')
    const after = await stat(path)
    expect(after.mode & 0o777).toBe(0o640)
    expect([after.uid, after.gid]).toEqual([before.uid, before.gid])
    // Replaced and not rewritten, and nothing left beside it.
    expect(after.ino).not.toBe(before.ino)
    expect(await readdir(folder)).toEqual(['config.json'])
  })

  test('behind a link is replaced, and the link stays', async () => {
    await writeFile(path, '{}')
    const link = join(folder, 'link.json')
    await symlink(path, link)
    await saveConfig(link, { a: 1 })
    expect(await readFile(path, 'utf8')).toBe('{"a":1}')
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
  })

  test('takes many writes at once, each whole', async () => {
    await writeFile(path, '{}')
    await Promise.all(Array.from({ length: 20 }, (_, n) => saveConfig(path, { [`k${n}`]: n })))
    expect(Object.keys(JSON.parse(await readFile(path, 'utf8')))).toHaveLength(20)
  })

  test('whose folder is not ours to change is written in place', async () => {
    await writeFile(path, '{ "refresh_token": "a long one that leaves a rest" }')
    const nobody = 65_534
    const isRoot = process.geteuid?.() === 0
    if (isRoot) await chown(path, nobody, nobody)
    await chmod(folder, 0o555)
    try {
      // Root may write anywhere; so the test is somebody else for a moment.
      if (isRoot) process.seteuid?.(nobody)
      await saveConfig(path, { refresh_token: 'r1' })
    } finally {
      if (isRoot) process.seteuid?.(0)
      await chmod(folder, 0o755)
    }
    expect(await readFile(path, 'utf8')).toBe('{"refresh_token":"r1"}')
  })

  test('that is missing or broken is the user’s to mend, and stays as it was', async () => {
    const missing = saveConfig(path, { a: 'secret' })
    await expect(missing).rejects.toThrow(ConfigError)
    await expect(missing).rejects.toThrow(/config\.json cannot be written \(ENOENT\).*writable/)
    await writeFile(path, '{"a": ')
    await expect(saveConfig(path, { a: 'secret' })).rejects.toThrow(/no JSON object.*a cannot/)
    expect(await readFile(path, 'utf8')).toBe('{"a": ')
    await writeFile(path, '{}')
    await saveConfig(path, { a: 1 })
  })
})

describe('the text', () => {
  test.each([
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1}\n', '{"a":1,"b":2}\n'],
    ['{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"b": 2\n}'],
    ['{\r\n    "a": 1\r\n}\r\n', '{\n    "a": 1,\n    "b": 2\n}\r\n'],
    ['\uFEFF{}', '{"b":2}'],
    ['[]', undefined],
    ['null', undefined],
    ['', undefined],
  ])('%j becomes %j', (text, merged) => {
    expect(mergeConfig(text, { b: 2 })).toBe(merged)
  })

  test('holds the same values as before, with the new ones', () => {
    const config = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(config, config, fc.constantFrom(0, 2, '\t'), (before, values, indent) => {
        const text = mergeConfig(JSON.stringify(before, null, indent), values) ?? ''
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ ...before, ...values })))
      }),
    )
  })
})
