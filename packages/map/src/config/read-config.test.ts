import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './read-config.ts'

let directory: string
const file = (name: string) => join(directory, name)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'descant-map-'))
  await writeFile(file('a.json'), '\ufeff{"streams":{"s":null},"on_error":"drop"}')
  await writeFile(file('b.json'), '{"on_error":"null"}')
  await writeFile(file('list.json'), '[]')
  await writeFile(file('broken.json'), '{"hash_salt":"pepper"')
})

afterAll(() => rm(directory, { recursive: true }))

test('later files win, and the environment over all', async () => {
  expect(await readConfig([file('a.json'), file('b.json')], {})).toEqual({
    streams: { s: null },
    on_error: 'null',
  })
  const environment = {
    DESCANT_MAP_HASH_SALT: '1',
    DESCANT_MAP_STREAMS: '{"t":{}}',
    DESCANT_MAP_ELSE: 'null',
    DESCANT_MAP_LINE_TIMEOUT_SECONDS: '2.5',
    DESCANT_MAP_OTHER: 'x',
  }
  expect(await readConfig([file('a.json'), 'ENV'], environment)).toEqual({
    streams: { t: {} },
    on_error: 'drop',
    hash_salt: '1',
    else: null,
    line_timeout_seconds: 2.5,
  })
})

test.each([
  ['none.json', /none\.json: there is no such file/],
  ['list.json', /list\.json: it must hold a JSON object/],
  ['broken.json', /broken\.json: it is not JSON$/],
])('%s is refused', async (name, words) => {
  await expect(readConfig([file(name)], {})).rejects.toThrow(words)
})
