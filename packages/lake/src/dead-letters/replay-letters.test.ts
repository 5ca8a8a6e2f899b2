import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bothStores } from '../fixtures/both-stores.ts'
import { type Death, Killed, mortalStores } from '../fixtures/failing-store.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { type DeadLetterType, deadLetterKey, parseRawKey } from '../layout.ts'
import { BatchObject } from '../ndjson/batch-object.ts'
import { readLines } from '../ndjson/read-lines.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { openStore } from '../store/open-store.ts'
import { type DeadLetterFacts, deadLetter, serialiseDeadLetter } from './dead-letter.ts'
import { discardLetters } from './discard-letters.ts'
import type { DeadLetterFilter } from './letter-filter.ts'
import { parsePatchStep } from './parse-patch.ts'
import { readLetters } from './read-letters.ts'
import { replayLetters } from './replay-letters.ts'
import type { ReplayOptions } from './replay-options.ts'

interface Zones {
  readonly deadLetters: ObjectStore
  readonly raw: ObjectStore
}

const stores = bothStores().map(
  ([name, open]) => [name, (): Zones => ({ deadLetters: open(), raw: open() })] as const,
)
const folder = (): Zones => ({
  deadLetters: openStore(pathToFileURL(temporaryFolder()).href),
  raw: openStore(pathToFileURL(temporaryFolder()).href),
})

const facts = (record: string | Uint8Array | null, more: Partial<DeadLetterFacts> = {}) =>
  deadLetter({
    customer: 'acme',
    provider: 'shop',
    stream: 'orders',
    stage: 'target-s3-ndjson',
    type: 'schema',
    reasonCode: 'SCHEMA_VIOLATION',
    messages: [{ path: '/total', keyword: 'type', message: 'must be string' }],
    record,
    processor: 'test',
    failedAt: new Date('2026-11-23T02:00:00Z'),
    run: 'r1',
    ...more,
  })

/** Parks letters, an object for each list. */
const park = async (
  { deadLetters }: Zones,
  lists: readonly (readonly ReturnType<typeof facts>[])[],
  errorType: DeadLetterType = 'schema',
) => {
  for (const [part, letters] of lists.entries()) {
    const { customer, provider, stream } = letters[0] as ReturnType<typeof facts>
    const startedAt = new Date('2026-11-23T02:00:00Z')
    const name = { customer, provider, stream, startedAt, run: 'r1', part, errorType }
    const batch = new BatchObject(deadLetters, deadLetterKey(name))
    for (const letter of letters) batch.append(serialiseDeadLetter(letter))
    await batch.commit()
  }
}

/** Total must be a string. */
const judge = (text: string) =>
  typeof (JSON.parse(text) as { total: unknown }).total === 'string'
    ? []
    : [{ path: '/total', keyword: 'type', message: 'must be string' }]

let runs = 0
const replay = (
  zones: Zones,
  { patch = [], ...more }: Omit<Partial<ReplayOptions>, 'patch'> & { patch?: string[] } = {},
) => {
  const run = `replay${++runs}`
  return replayLetters({
    ...zones,
    customer: 'acme',
    filter: {},
    patch: patch.map(parsePatchStep),
    run,
    now: () => new Date('2026-11-24T05:00:00Z'),
    isDryRun: false,
    streamOf: async () => ({ judge, run: `${run}.s1` }),
    rawLine: (letter, text, at) =>
      `${text.slice(0, -1)},"_at":"${at}","_seq":${letter.metadata?.sequence ?? 0}}`,
    ...more,
  })
}

const rawLines = async ({ raw }: Zones) => {
  const lines: string[] = []
  for await (const { key } of raw.list('acme/')) {
    expect(parseRawKey(key)).toMatchObject({ customer: 'acme', provider: 'shop', kind: 'batch' })
    for await (const line of readLines(await raw.read(key), key)) lines.push(line)
  }
  return lines
}
const rawIds = async (zones: Zones) =>
  (await rawLines(zones))
    .map((line) => (JSON.parse(line) as { id: number }).id)
    .sort((a, b) => a - b)
const statuses = async ({ deadLetters }: Zones, filter: DeadLetterFilter = {}) => {
  const found: string[] = []
  for await (const { letter } of readLetters(deadLetters, 'acme', filter)) {
    found.push(`${letter.status} ${letter.attempts.length}`)
  }
  return found
}

const broken = (id: number) => `{"id":${id}, "total":9007199254740993.10}`
const letters = (...ids: number[]) => ids.map((id) => facts(broken(id)))
const asText = ['cast /total string']

describe.each(stores)('in %s', (_, open) => {
  test('mended letters land in the raw zone, digits and spaces as they were', async () => {
    const zones = open()
    const metadata = { extractedAt: '', receivedAt: '', sequence: 7, tableVersion: undefined }
    await park(zones, [[facts(broken(1), { metadata }), facts('{"id":2,"total":null}')]])
    const counts = await replay(zones, { patch: asText })
    expect(counts).toMatchObject({ selected: 2, replayed: 1, failed: 1, already: 0 })
    expect(counts.reasons).toEqual([{ path: '/total', keyword: 'type', count: 1 }])
    expect(await rawLines(zones)).toEqual([
      '{"id":1, "total":"9007199254740993.10","_at":"2026-11-24T05:00:00.000Z","_seq":7}',
    ])
    expect(await statuses(zones)).toEqual(['replayed 1', 'parked 2'])
  })

  test('a dry run counts the same and changes nothing', async () => {
    const zones = open()
    await park(zones, [letters(1, 2), letters(3)])
    const dry = await replay(zones, { patch: asText, isDryRun: true })
    expect(await rawLines(zones)).toEqual([])
    expect(await statuses(zones)).toEqual(['parked 1', 'parked 1', 'parked 1'])
    const { rawKeys: _, ...counts } = await replay(zones, { patch: asText })
    expect(dry).toEqual({ ...counts, rawKeys: [] })
  })

  test('what was replayed or discarded is not replayed again', async () => {
    const zones = open()
    await park(zones, [letters(1, 2, 3)])
    const [first, second] = letters(1, 2)
    const discard = { ...zones, customer: 'acme', run: 'd', now: () => new Date(), isDryRun: false }
    expect(await discardLetters({ ...discard, filter: { ids: [String(first?.dlq_id)] } })).toEqual({
      selected: 1,
      discarded: 1,
      already: 0,
    })
    await replay(zones, { patch: asText, filter: { ids: [String(second?.dlq_id)] } })
    expect(await replay(zones, { patch: asText })).toMatchObject({ replayed: 1, already: 2 })
    expect(await replay(zones, { patch: asText })).toMatchObject({ replayed: 0, already: 3 })
    expect(await rawIds(zones)).toEqual([2, 3])
    expect(await statuses(zones)).toEqual(['discarded 1', 'replayed 1', 'replayed 1'])
  })

  test('letters that came under different schemas go into objects of their own', async () => {
    const zones = open()
    const versions = ['1', '2', '1', '3', '2']
    await park(zones, [versions.map((schemaVersion, id) => facts(broken(id), { schemaVersion }))])
    const streamOf: ReplayOptions['streamOf'] = async ({ schema_version: version }) => ({
      judge: version === '3' ? undefined : judge,
      run: `replay.s${version}`,
    })
    const dry = await replay(zones, { patch: asText, streamOf, isDryRun: true })
    const counts = await replay(zones, { patch: asText, streamOf })
    expect(counts).toMatchObject({ selected: 5, replayed: 4, failed: 1, already: 0 })
    expect({ ...counts, rawKeys: [] }).toEqual(dry)
    expect(counts.rawKeys.map((key) => parseRawKey(key)?.run)).toEqual(['replay.s1', 'replay.s2'])
    expect(await rawIds(zones)).toEqual([0, 1, 2, 4])
    expect(await statuses(zones)).toEqual([
      'replayed 1',
      'replayed 1',
      'replayed 1',
      'parked 2',
      'replayed 1',
    ])
  })

  test('of many that replay at once, each letter goes once', async () => {
    const zones = open()
    const ids = Array.from({ length: 12 }, (_, id) => id)
    await park(zones, [
      ids.slice(0, 5).map((id) => letters(id)[0] as never),
      letters(...ids.slice(5)),
    ])
    const all = await Promise.all(Array.from({ length: 4 }, () => replay(zones, { patch: asText })))
    expect(all.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(12)
    expect(await rawIds(zones)).toEqual(ids)
  })
})

/** Replays through stores that die, and then again, perhaps with another wish. */
const killedAt = async (death: Death, second: Parameters<typeof replay>[1]) => {
  const zones = folder()
  await park(zones, [letters(1, 2), [...letters(3), facts('{"id":4,"total":null}')], letters(5)])
  const { wrap } = mortalStores(death)
  const mortal = { deadLetters: wrap(zones.deadLetters), raw: wrap(zones.raw) }
  await expect(replay(mortal, { patch: asText })).rejects.toBeInstanceOf(Killed)
  await replay(zones, second)
  return zones
}

describe('killed at any write', () => {
  /**
   * Three objects, and three writes for each: the mark, the raw object, the note that it is there.
   * Before a write is after the one that came before it.
   */
  const deaths: Death[] = [
    ...Array.from({ length: 9 }, (_, index) => ({ write: index + 1, when: 'before' as const })),
    { write: 9, when: 'after' },
  ]
  const isLong = process.env.DESCANT_LONG === '1'

  test('the writes are all that there are', async () => {
    const zones = folder()
    await park(zones, [letters(1, 2), [...letters(3), facts('{"id":4,"total":null}')], letters(5)])
    const stores = mortalStores(undefined)
    const mortal = { deadLetters: stores.wrap(zones.deadLetters), raw: stores.wrap(zones.raw) }
    await replay(mortal, { patch: asText })
    expect(stores.writes).toBe(9)
  })

  test.each(deaths)('$when write $write: nothing is lost and nothing doubled', async (death) => {
    const zones = await killedAt(death, { patch: asText })
    expect(await rawIds(zones)).toEqual([1, 2, 3, 5])
    await replay(zones, { patch: asText })
    expect(await rawIds(zones)).toEqual([1, 2, 3, 5])
  })

  test.each(isLong ? deaths : deaths.slice(1, 4))(
    '$when write $write: nor by a replay of another kind',
    async (death) => {
      const zones = await killedAt(death, { patch: ['replace /total "mended"'] })
      expect(await rawIds(zones)).toEqual([1, 2, 3, 4, 5])
      const totals = (await rawLines(zones)).map((line) => JSON.parse(line) as { total: string })
      const allowed = ['9007199254740993.10', 'mended']
      expect(totals.every(({ total }) => allowed.includes(total))).toBe(true)
    },
  )
})

test.each<[string, ReturnType<typeof facts>, string]>([
  ['a window that failed', facts(null, { type: 'extraction' }), 'no_record'],
  ['bytes that are no text', facts(Buffer.from([0xff, 0x7b])), 'encoding'],
  ['what is no JSON', facts('{"id":'), 'json'],
  ['what cannot be cast', facts('{"id":1,"total":1.5}'), 'cast'],
])('%s stays parked, and says why', async (_, letter, keyword) => {
  const zones = folder()
  await park(zones, [[letter]])
  const counts = await replay(zones, { patch: ['cast /total integer'] })
  expect(counts).toMatchObject({ replayed: 0, failed: 1, reasons: [{ keyword }] })
  expect(await rawLines(zones)).toEqual([])
})

test('letters of a stream without a schema stay parked', async () => {
  const zones = folder()
  await park(zones, [letters(1)])
  const streamOf = async () => ({ judge: undefined, run: 'r' })
  const counts = await replay(zones, { streamOf })
  expect(counts.reasons).toEqual([{ path: '', keyword: 'schema_unknown', count: 1 }])
})

test.each<[DeadLetterFilter, number]>([
  [{}, 4],
  [{ provider: 'shop' }, 3],
  [{ provider: 'sho' }, 0],
  [{ stream: 'orders' }, 3],
  [{ type: 'quality' }, 1],
  [{ stage: 'transform' }, 1],
  [{ reasonCode: 'FIELD_UNREADABLE' }, 1],
  [{ reasonPath: '/total' }, 2],
  [{ reasonPath: '/lines/*/price' }, 1],
  [{ reasonPath: '/lines/12/price', reasonKeyword: 'type' }, 1],
  [{ reasonPath: '/total', reasonKeyword: 'required' }, 0],
  [{ reasonKeyword: 'required' }, 1],
  [{ schemaVersion: '3' }, 1],
  [{ since: new Date('2026-11-23T02:00:01Z') }, 1],
  [{ until: new Date('2026-11-23T02:00:01Z') }, 3],
  [{ since: new Date('2026-11-30T00:00:00Z') }, 0],
])('%j lets %i through', async (filter, expected) => {
  const zones = folder()
  const price = { path: '/lines/12/price', keyword: 'type', message: '' }
  await park(zones, [
    [
      facts('{}'),
      facts('{}', { failedAt: new Date('2026-11-23T03:00:00Z'), schemaVersion: '3' }),
      facts('{}', { stage: 'transform', reasonCode: 'FIELD_UNREADABLE', messages: [price] }),
    ],
  ])
  const missing = { path: '/id', keyword: 'required', message: '' }
  const other = {
    provider: 'other',
    stream: 'people',
    type: 'quality',
    messages: [missing],
  } as const
  await park(zones, [[facts('{}', other)]], 'quality')
  expect(await statuses(zones, filter)).toHaveLength(expected)
})
