import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { activateKey, openStore, rawBatchKey } from '@descant/lake'
import { expect, onTestFinished, test } from 'vitest'
import { appendLedger, readLedger } from './ledger.ts'
import { pendingSince } from './pending-since.ts'

const time = (text: string) => new Date(`2026-11-${text}:00Z`)

test('what no run has consumed is pending, since the oldest of it came', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pending-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const [raw, state] = ['raw', 'state'].map((zone) =>
    openStore(pathToFileURL(join(directory, zone)).href),
  ) as [ReturnType<typeof openStore>, ReturnType<typeof openStore>]
  const name = (provider: string, stream: string, at: string) => ({
    ...{ customer: 'acme', provider, stream, startedAt: time(at), run: 'r', part: 0 },
  })
  const put = async (provider: string, stream: string, at: string) => {
    const key = rawBatchKey(name(provider, stream, at))
    await raw.create(key, Buffer.from(''))
    return key
  }
  const pending = async (since: string) => {
    const until = time('23T03:00')
    const providers = ['shop', 'crm']
    const found = await pendingSince({
      raw,
      state,
      customer: 'acme',
      providers,
      since: time(since),
      until,
    })
    return Object.fromEntries(
      [...found].map(([provider, at]) => [provider, at.toISOString().slice(8, 16)]),
    )
  }

  expect(await pending('20T00:00')).toEqual({})
  const first = await put('shop', 'orders', '22T23:00')
  await put('shop', 'orders', '23T01:00')
  await put('shop', 'orders', '23T02:00')
  await put('crm', 'Lead', '23T02:30')
  expect(await pending('20T00:00')).toEqual({ shop: '22T23:00', crm: '23T02:30' })
  expect(await pending('23T00:30')).toEqual({ shop: '23T01:00', crm: '23T02:30' })

  await appendLedger(state, 'acme', await readLedger(state, 'acme'), {
    run: 'one',
    mode: 'incremental',
    started_at: '',
    finished_at: '',
    replaces_earlier: false,
    objects: [{ key: first, bytes: 0 }],
    activations: [],
    snapshots: {},
  })
  await put('shop', 'no_table_is_made_of_it', '22T22:00')
  await raw.create(activateKey(name('shop', 'orders', '22T21:00')), Buffer.from('{}'))
  expect(await pending('20T00:00')).toEqual({ shop: '23T01:00', crm: '23T02:30' })
})
