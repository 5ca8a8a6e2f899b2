import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import nock from 'nock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenTaps } from './broken/broken-taps.ts'
import { judge } from './check.ts'
import { checkTap } from './check-tap.ts'
import { breakSource, changedSince } from './good/orders.ts'
import { tapOfEveryKind } from './good/tap-of-every-kind.ts'
import { tapOverHttp } from './good/tap-over-http.ts'
import { tapChecks } from './tap-checks.ts'
import { TapTrial } from './tap-trial.ts'

beforeAll(() => {
  if (!nock.isActive()) nock.activate()
})
afterAll(() => nock.restore())

/** An API that gives three orders a page, and a link to the next. */
const serveOrders = () =>
  nock('https://api.example.com')
    .persist()
    .get('/orders.json')
    .query(true)
    .reply((path) => {
      const { searchParams } = new URL(path, 'https://api.example.com')
      const offset = Number(searchParams.get('offset') ?? 0)
      const rows = changedSince(searchParams.get('updated_at_min') ?? undefined)
      searchParams.set('offset', String(offset + 3))
      const link = `<https://api.example.com/orders.json?${searchParams}>; rel="next"`
      const body = { orders: rows.slice(offset, offset + 3) }
      return [200, body, offset + 3 < rows.length ? { link } : {}]
    })

test('a good tap passes, streams of every kind', async () => {
  const config = { access_token: 'hush-hush', start_date: '2026-01-01T00:00:00Z' }
  const verdicts = await checkTap(tapOfEveryKind, { config, breakSource })
  expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
})

test('a good tap passes over HTTP', async () => {
  serveOrders()
  const verdicts = await checkTap(tapOverHttp, {
    config: { access_token: 'hush-hush' },
    samples: 5,
  })
  expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
})

test.each(Object.entries(brokenTaps))('caught: %s', async (_, { tap, options, runTap, fails }) => {
  const trial = new TapTrial(tap, { samples: 5, ...options }, runTap)
  const failed: string[] = []
  for (const check of tapChecks) {
    const { outcome } = await judge(check, trial)
    if (outcome === 'failed') failed.push(check.name)
  }
  expect(failed.sort()).toEqual([...fails].sort())
})

test('every broken tap is tried', () => {
  const folder = fileURLToPath(new URL('broken/taps', import.meta.url))
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))
  expect(Object.keys(brokenTaps).sort()).toEqual(files.sort())
})

test('every check has a broken tap that it catches', () => {
  const caught = new Set(Object.values(brokenTaps).flatMap(({ fails }) => fails))
  expect(tapChecks.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([])
})
