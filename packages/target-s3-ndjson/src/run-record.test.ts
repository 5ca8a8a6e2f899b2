import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import {
  type DeadLetter,
  decideSchema,
  openStore,
  parseRawKey,
  readLetters,
  readRegistry,
  readSchema,
  readValidation,
  type StreamRegistry,
  withContract,
} from '@descant/lake'
import { runTargetInMemory } from '@descant/sdk/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { targetS3Ndjson } from './target.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'descant-target-'))
})
afterEach(() => rm(directory, { recursive: true }))

const zone = (name: string) => pathToFileURL(join(directory, name)).href
const store = (name: string) => openStore(zone(name))
const orders = { customer: 'acme', provider: 'shop', stream: 'orders' }

const run = async (lines: readonly string[], settings: object = {}) => {
  const config = {
    raw: zone('raw'),
    dead_letters: zone('dead-letters'),
    state: zone('state'),
    customer: 'acme',
    provider: 'shop',
    workers: 1,
    max_rejected_ratio: 1,
    ...settings,
  }
  const done = await runTargetInMemory(targetS3Ndjson, lines, { config })
  expect(done.failure).toBeUndefined()
  return done.logs.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warning')
}

const exact =
  '{"properties":{"id":{"type":"integer","maximum":9007199254740993},"a":{"type":"string"}}}'
const narrow = '{"properties":{"id":{"type":"integer"}}}'
const wide = '{"properties":{"id":{"type":"integer"},"a":{"type":"string"},"b":{"type":"string"}}}'
const schema = (text: string) =>
  `{"type":"SCHEMA","stream":"orders","schema":${text},"key_properties":["id"]}`
const record = (text: string) => `{"type":"RECORD","stream":"orders","record":${text}}`

const rawRuns = async () => {
  const runs: string[] = []
  for await (const { key } of store('raw').list('')) runs.push(parseRawKey(key)?.run ?? '')
  return runs.sort()
}
const letters = async () => {
  const found: DeadLetter[] = []
  for await (const { letter } of readLetters(store('dead-letters'), 'acme')) found.push(letter)
  return found
}
const registry = async () => (await readRegistry(store('state'), orders)) as StreamRegistry

test('each schema is kept to the last byte, and raw objects and letters tell which one judged', async () => {
  await run([
    schema(exact),
    record('{"id":1,"a":"x"}'),
    record('{"id":"one"}'),
    schema(wide),
    record('{"id":2}'),
    '{"type":"ACTIVATE_VERSION","stream":"orders","version":7}',
  ])
  const { schemaText } = await readSchema(store('state'), orders, await registry(), 1)
  expect(schemaText).toBe(exact)
  const run8 = '[0-9a-f]{8}'
  expect(await rawRuns()).toEqual([
    expect.stringMatching(`^${run8}.s1$`),
    expect.stringMatching(`^${run8}.s2$`),
    expect.stringMatching(`^${run8}.s2$`),
  ])
  expect(await letters()).toMatchObject([
    {
      schema_version: '1',
      record: '{"id":"one"}',
      metadata: { sequence: expect.any(Number), table_version: null },
    },
  ])
})

test('what came is counted by day, and what is wrong by its kind', async () => {
  await run([
    schema(exact),
    ...[1, 2, 3].map((id) => record(`{"id":${id}}`)),
    record('{"id":"x"}'),
    record('{"id":4,"a":5}'),
    record('{"id":6,"a":7}'),
  ])
  const days = { from: '0000-00-00', to: '9999-99-99' }
  const [row, ...others] = await readValidation(store('state'), 'acme', days)
  expect(others).toEqual([])
  expect(row).toMatchObject({ stream: 'orders', records: 6, rejected: 3 })
  expect(row?.reasons.map(({ path, keyword, count }) => `${path} ${keyword} ${count}`)).toEqual([
    '/a type 2',
    '/id type 1',
  ])
})

test('a change is told once, with its diff, and so is a field that no schema declares', async () => {
  const told = async (...lines: string[]) =>
    (await run(lines)).map(({ message, changes }) => `${message}: ${changes}`)
  expect(await told(schema(exact), record('{"id":1}'))).toEqual([])
  expect(await told(schema(narrow), record('{"id":1,"x":{"y":1}}'))).toEqual([
    'the schema changed: the transform of this stream waits for descant schema accept: ' +
      '- /a: string,~ /id: integer maximum 9007199254740992 -> integer (widened)',
    'records are not what their schema says: + /x: object, undeclared',
  ])
  expect(await told(schema(narrow), record('{"id":1,"x":2}'))).toEqual([])
})

test('records of an older schema are not held against the one that followed', async () => {
  await run([schema(exact), record('{"id":1,"a":"x"}'), schema(narrow), record('{"id":2}')])
  expect((await registry()).drift.map(({ kind }) => kind)).toEqual([
    'schema-removed',
    'schema-widened',
  ])
})

test('with discard_row, what does not fit the accepted schema goes to the dead letters', async () => {
  const contract = { schema_contract: 'discard_row' }
  await run([schema(narrow), record('{"id":1}')], contract)
  await run([schema(wide), record('{"id":2}'), record('{"id":3,"b":"new"}')], contract)
  expect(await letters()).toMatchObject([
    {
      record: '{"id":3,"b":"new"}',
      schema_version: '1',
      messages: [{ keyword: 'additionalProperties' }],
    },
  ])
  expect((await rawRuns()).every((one) => one.endsWith('.s1'))).toBe(true)
  const at = new Date().toISOString()
  await decideSchema(store('state'), orders, (one) => withContract(one, 'evolve', { at }))
  await run([schema(wide), record('{"id":3,"b":"new"}')])
  expect(await letters()).toHaveLength(1)
})

test('without a state zone nothing is kept, and names are plain', async () => {
  await run([schema(exact), record('{"id":1,"x":2}')], { state: undefined })
  expect(await rawRuns()).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/)])
})

test('a webhook is told of a new kind, of many letters and of a schema that waits, each once', async () => {
  const told: string[] = []
  const server = createServer(async (request, response) => {
    told.push(JSON.parse(await text(request)).title)
    response.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const settings = { alert_url: `http://127.0.0.1:${port}/secret-path`, alert_dead_letters: 1 }
  const lines = [schema(exact), record('{"id":"x"}'), record('{"id":"y"}'), schema(narrow)]
  const warnings = [...(await run(lines, settings)), ...(await run(lines, settings))]
  server.close()
  expect(told).toEqual([
    'shop orders: the schema changed, and the transform of this stream waits',
    'shop orders: a new kind of dead letter',
    expect.stringMatching(/^shop: 2 dead letters on /),
  ])
  expect(JSON.stringify(warnings)).not.toContain('secret-path')
})

test('a webhook that is down costs one try, stops nothing, and is not named', async () => {
  const settings = { alert_url: 'http://127.0.0.1:1/secret-path', alert_dead_letters: 0 }
  const warnings = await run([schema(exact), record('{"id":"x"}'), record('{"a":5}')], settings)
  const failures = warnings.filter(({ message }) => /alert/.test(message))
  expect(failures).toHaveLength(1)
  expect(JSON.stringify(warnings)).not.toContain('secret-path')
})
