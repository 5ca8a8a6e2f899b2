import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ObjectStore, openStore } from '@descant/lake'
import { beforeEach, expect, test } from 'vitest'
import { closeLedger } from '../run/close-ledger.ts'
import { appendLedger, entriesToFold, isNewest, type LedgerEntry, readLedger } from './ledger.ts'

let state: ObjectStore
beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ledger-'))
  state = openStore(pathToFileURL(directory).href)
  return () => rm(directory, { recursive: true })
})

const entry = (run: string, objects: string[], more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  run,
  mode: 'incremental',
  started_at: '2026-11-23T02:00:00.000Z',
  finished_at: '2026-11-23T02:00:01.000Z',
  replaces_earlier: false,
  objects: objects.map((key) => ({ key, bytes: key.length })),
  activations: [],
  snapshots: { orders: run },
  ...more,
})

const append = async (next: LedgerEntry) =>
  appendLedger(state, 'acme', await readLedger(state, 'acme'), next)

test('before the first run nothing is consumed', async () => {
  const ledger = await readLedger(state, 'acme')
  expect(ledger).toMatchObject({ version: 0, entries: 0, snapshots: {} })
  expect(ledger.consumed.size).toBe(0)
})

test('what is consumed is the union of all entries; the last tells the snapshots', async () => {
  await append(entry('one', ['a', 'bb']))
  await append(entry('two', ['ccc']))
  const ledger = await readLedger(state, 'acme')
  expect([...ledger.consumed]).toEqual([
    ['a', 1],
    ['bb', 2],
    ['ccc', 3],
  ])
  expect(ledger).toMatchObject({ version: 2, entries: 2, snapshots: { orders: 'two' } })
})

test('an entry that replaces those before is where reading ends', async () => {
  await append(entry('one', ['a']))
  await append(entry('two', ['bb'], { replaces_earlier: true }))
  await append(entry('three', ['ccc']))
  const ledger = await readLedger(state, 'acme')
  expect([...ledger.consumed.keys()]).toEqual(['bb', 'ccc'])
  expect(ledger).toMatchObject({ version: 3, entries: 2 })
})

test('of two runs that end at once one counts, and the other is told', async () => {
  const ledger = await readLedger(state, 'acme')
  expect(await isNewest(state, 'acme', ledger)).toBe(true)
  const ended = await Promise.allSettled(
    ['one', 'two'].map((run) => appendLedger(state, 'acme', ledger, entry(run, [run]))),
  )
  const refused = ended.filter(({ status }) => status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'TRANSFORM_CONFLICT' } }])
  expect((await readLedger(state, 'acme')).consumed.size).toBe(1)
  expect(await isNewest(state, 'acme', ledger)).toBe(false)
})

test('customers have their own, also where one is named as the beginning of another', async () => {
  await append(entry('one', ['a']))
  expect((await readLedger(state, 'acm')).version).toBe(0)
})

test('a run that had to read many entries folds them into its own', async () => {
  for (let run = 0; run < entriesToFold; run++) await append(entry(String(run), [`object-${run}`]))
  const ledger = await readLedger(state, 'acme')
  const context = { zones: { state }, customer: 'acme', run: 'last', startedAt: new Date() }
  const raw = { streams: [{ batches: [{ key: 'new', bytes: 3 }], activations: [] }] }
  const end = { activations: [], tables: [], finishedAt: new Date() }
  await closeLedger(
    context as never,
    { ledger, raw, decisions: { linkage_model: 0, suppressions: 0, splits: 0 } } as never,
    end,
  )
  const folded = await readLedger(state, 'acme')
  expect(folded).toMatchObject({ version: entriesToFold + 1, entries: 1 })
  expect([...folded.consumed]).toEqual([...ledger.consumed, ['new', 3]])
})
