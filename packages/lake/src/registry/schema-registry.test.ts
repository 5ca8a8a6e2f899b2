import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bothStores } from '../fixtures/both-stores.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { openStore } from '../store/open-store.ts'
import {
  isHeld,
  replayVersion,
  waitingVersion,
  withAccepted,
  withContract,
  withRejected,
} from './change-registry.ts'
import { readRegistries } from './read-registries.ts'
import { readSchema } from './read-schema.ts'
import { decideSchema, type ReceivedSchema, recordDrift, recordSchema } from './record-schema.ts'
import { registryKey } from './registry-key.ts'
import type { SchemaContract, StreamRegistry } from './stream-registry.ts'
import { readRegistry } from './update-registry.ts'

const stores = bothStores()

const name = { customer: 'acme', provider: 'shop', stream: 'orders' }
const at = new Date('2026-11-23T02:00:00Z')
const text = (fields: object) => JSON.stringify({ type: 'object', properties: fields })
const string = { type: 'string' }
const wide = text({ id: string, email: string })
const wider = text({ id: string, email: string, phone: string })
const narrow = text({ id: string })

const record = (state: ObjectStore, schemaText: string, more: Partial<ReceivedSchema> = {}) =>
  recordSchema(state, name, { schemaText, keyProperties: ['id'], run: 'r', at, ...more })

const folder = () => openStore(pathToFileURL(temporaryFolder()).href)
const registryOf = async (state: ObjectStore) => (await readRegistry(state, name)) as StreamRegistry
const statuses = ({ versions, accepted, latest }: StreamRegistry) =>
  `${versions.map(({ number, status }) => `${number} ${status}`).join(', ')}; accepted ${accepted}, latest ${latest}`

describe.each(stores)('in %s', (_, open) => {
  test('every version is kept to the last byte, by number and by hash', async () => {
    const state = open()
    const exact = '{ "properties":{"n":{"maximum":9007199254740993, "multipleOf":0.10}} }'
    expect(await record(state, exact)).toMatchObject({ version: 1, news: [] })
    expect(await record(state, wider)).toMatchObject({ version: 2 })
    const registry = await registryOf(state)
    expect((await readSchema(state, name, registry, 1)).schemaText).toBe(exact)
    expect((await readSchema(state, name, registry, 2)).schemaText).toBe(wider)
    expect(registry.versions.map(({ hash }) => hash)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ])
    await expect(readSchema(state, name, registry, 3)).rejects.toMatchObject({
      code: 'LAKE_REGISTRY_VERSION',
    })
  })

  test('of many that record at once, none is lost and none is counted twice', async () => {
    const state = open()
    await record(state, narrow)
    const fields = ['a', 'b', 'c', 'd', 'e', 'f']
    const texts = fields.map((field) => text({ id: string, [field]: string }))
    await Promise.all(texts.map((schemaText) => record(state, schemaText)))
    const { versions } = await registryOf(state)
    expect(versions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(new Set(versions.map(({ hash }) => hash)).size).toBe(7)
  })

  test('of many first runs, one makes version 1', async () => {
    const state = open()
    const all = await Promise.all(Array.from({ length: 8 }, () => record(state, wide)))
    expect(all.every(({ version }) => version === 1)).toBe(true)
    expect((await registryOf(state)).versions).toHaveLength(1)
  })

  test('registries are listed by customer and provider', async () => {
    const state = open()
    const received = { schemaText: wide, keyProperties: [], run: 'r', at }
    const streams = [
      { ...name, stream: 'b/../c' },
      { ...name, provider: 'other' },
      { ...name, customer: 'zeta' },
    ]
    for (const stream of [name, ...streams]) await recordSchema(state, stream, received)
    const listed = await readRegistries(state, 'acme')
    expect(listed.map(({ provider, stream }) => `${provider} ${stream}`)).toEqual([
      'other orders',
      'shop b/../c',
      'shop orders',
    ])
    expect(await readRegistries(state, 'acme', 'other')).toHaveLength(1)
  })
})

/** What becomes of schemas that come one after the other. */
const after = async (contract: SchemaContract, ...schemas: string[]) => {
  const state = folder()
  for (const schema of schemas) await record(state, schema, { contract })
  const registry = await registryOf(state)
  const waits = waitingVersion(registry)
  return `${statuses(registry)}${waits ? `; ${waits.number} waits` : ''}`
}

test.each<[string, SchemaContract, string[], string]>([
  ['the same', 'evolve', [wide, wide], '1 accepted; accepted 1, latest 1'],
  ['a new field', 'evolve', [wide, wider], '1 accepted, 2 accepted; accepted 2, latest 2'],
  ['one less', 'evolve', [wide, narrow], '1 accepted, 2 pending; accepted 1, latest 2; 2 waits'],
  ['and back', 'evolve', [wide, narrow, wide], '1 accepted, 2 pending; accepted 1, latest 1'],
  [
    'to and fro',
    'evolve',
    [wide, narrow, wide, narrow, wide, narrow],
    '1 accepted, 2 pending; accepted 1, latest 2; 2 waits',
  ],
  [
    'what was accepted once breaks what is accepted now',
    'evolve',
    [narrow, wide, narrow],
    '1 accepted, 2 accepted, 3 pending; accepted 2, latest 3; 3 waits',
  ],
  [
    'from what waits to what may pass',
    'evolve',
    [wide, narrow, wider],
    '1 accepted, 2 pending, 3 accepted; accepted 3, latest 3',
  ],
  ['any change', 'freeze', [wide, wider], '1 accepted, 2 pending; accepted 1, latest 2; 2 waits'],
  [
    'words alone',
    'freeze',
    [wide, wide.replace('{', '{"title":"t",')],
    '1 accepted, 2 accepted; accepted 2, latest 2',
  ],
  ['rows', 'discard_row', [wide, narrow], '1 accepted, 2 pending; accepted 1, latest 2'],
  ['values', 'discard_value', [wide, wider], '1 accepted, 2 pending; accepted 1, latest 2'],
])('%s (%s)', async (_, contract, schemas, expected) => {
  expect(await after(contract, ...schemas)).toBe(expected)
})

test('objects of a version wait until it is accepted, and are left out while it is rejected', async () => {
  const state = folder()
  await record(state, wide)
  await record(state, narrow)
  const facts = { at: at.toISOString() }
  expect(isHeld(await registryOf(state), 2)).toBe(true)
  expect(isHeld(await registryOf(state), 1)).toBe(false)
  const rejected = await decideSchema(state, name, (one) => withRejected(one, [2], facts))
  expect(isHeld(rejected, 2)).toBe(true)
  expect(waitingVersion(rejected)).toBeUndefined()
  await record(state, wide)
  await record(state, narrow)
  expect(statuses(await registryOf(state))).toBe('1 accepted, 2 rejected; accepted 1, latest 2')
  const accepted = await decideSchema(state, name, (one) => withAccepted(one, [2], facts))
  expect(isHeld(accepted, 2)).toBe(false)
  expect(statuses(accepted)).toBe('1 accepted, 2 accepted; accepted 2, latest 2')
  expect(accepted.decisions.map(({ decision }) => decision)).toEqual(['rejected', 'accepted'])
})

test('an older version that is accepted later does not take the place of a newer one', async () => {
  const state = folder()
  for (const schema of [wide, narrow, wider]) await record(state, schema)
  const facts = { at: at.toISOString() }
  const registry = await decideSchema(state, name, (one) => withAccepted(one, [2], facts))
  expect(statuses(registry)).toBe('1 accepted, 2 accepted, 3 accepted; accepted 3, latest 3')
})

test('with discard_row, records are held against the accepted schema, closed', async () => {
  const state = folder()
  expect(await record(state, wide, { contract: 'discard_row' })).toMatchObject({
    version: 1,
    judge: undefined,
  })
  const { version, judge } = await record(state, wider)
  expect(version).toBe(1)
  expect(judge).toEqual({
    ...JSON.parse(wide),
    additionalProperties: false,
    patternProperties: { '^_sdc_': {} },
  })
  await decideSchema(state, name, (one) => withContract(one, 'evolve', { at: at.toISOString() }))
  expect(await record(state, wider)).toMatchObject({ version: 2, judge: undefined })
})

test('a letter is judged by the accepted schema, but waits with the others of one that waits', async () => {
  const state = folder()
  await record(state, wide)
  await record(state, narrow)
  const waiting = await registryOf(state)
  expect(['1', '2', null, '9'].map((version) => replayVersion(waiting, version))).toEqual([
    1, 2, 1, 1,
  ])
  const facts = { at: at.toISOString() }
  const rejected = await decideSchema(state, name, (one) => withRejected(one, [2], facts))
  expect(replayVersion(rejected, '2')).toBe(1)
  const accepted = await decideSchema(state, name, (one) => withAccepted(one, [2], facts))
  expect(replayVersion(accepted, '1')).toBe(2)
  const discarding = withContract(waiting, 'discard_row', facts)
  expect(replayVersion(discarding, '2')).toBe(1)
})

test('each kind of drift is news once', async () => {
  const state = folder()
  const details = async (schema: string) =>
    (await record(state, schema)).news.map(({ detail }) => detail)
  expect(await details(wide)).toEqual([])
  expect(await details(narrow)).toEqual(['- /email: string'])
  expect(await details(wide)).toEqual([])
  expect(await details(narrow)).toEqual([])
  const seen = { first_seen_at: at.toISOString(), run: 'r' }
  const extra = { kind: 'record-undeclared', path: '/x', detail: '+ /x', ...seen } as const
  expect(await recordDrift(state, name, [extra, extra], ['/id'])).toEqual([extra])
  expect(await recordDrift(state, name, [extra], ['/id'])).toEqual([])
  expect((await registryOf(state)).steady_fields).toEqual(['/id'])
})

test('what was never recorded cannot be decided, and what is damaged is said to be', async () => {
  const state = folder()
  await expect(decideSchema(state, name, (one) => one)).rejects.toMatchObject({
    code: 'LAKE_REGISTRY_UNKNOWN',
    exitCode: 2,
  })
  await state.create(registryKey(name), Buffer.from('{"versions":'))
  await expect(record(state, wide)).rejects.toMatchObject({ code: 'LAKE_REGISTRY_DAMAGED' })
})
