import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openStore } from '../store/open-store.ts'
import { readValidation } from './read-validation.ts'
import { ValidationCounts } from './validation-counts.ts'

const kind = (keyword: string, stream = 'orders') => ({
  customer: 'acme',
  provider: 'shop',
  stream,
  type: 'schema',
  reasonCode: 'SCHEMA_VIOLATION',
  path: '/total',
  keyword,
})
const monday = new Date('2026-11-23T23:59:59Z')
const tuesday = new Date('2026-11-24T00:00:01Z')
const always = { from: '0000-00-00', to: '9999-99-99' }

test('runs add up by day, provider and stream', async () => {
  const state = openStore(pathToFileURL(temporaryFolder()).href)
  const counts = (run: string, provider = 'shop') =>
    new ValidationCounts(state, { customer: 'acme', provider, run })
  const first = counts('r_1')
  await first.accepted('orders', monday, 20)
  await first.rejected(
    'orders',
    monday,
    new Map([
      [kind('type'), 2],
      [kind('required'), 1],
    ]),
  )
  await first.save()
  await first.accepted('orders', tuesday, 5)
  await first.accepted('a/b', monday, 1)
  await first.save()
  await first.save()
  const second = counts('r2')
  await second.rejected('orders', monday, new Map([[kind('type'), 7]]))
  await second.save()
  const other = counts('r3', 'other')
  await other.accepted('orders', monday, 3)
  await other.save()
  const rows = await readValidation(state, 'acme', always)
  const short = rows.map(({ day, provider, stream, runs, records, rejected }) =>
    [day, provider, stream, runs.length, records, rejected].join(' '),
  )
  expect(short).toEqual([
    '2026-11-23 other orders 1 3 0',
    '2026-11-23 shop a/b 1 1 0',
    '2026-11-23 shop orders 2 30 10',
    '2026-11-24 shop orders 1 5 0',
  ])
  expect(rows[2]?.reasons.map(({ keyword, count }) => `${keyword} ${count}`)).toEqual([
    'type 9',
    'required 1',
  ])
  const oneDay = { from: '2026-11-24', to: '2026-11-24' }
  expect(await readValidation(state, 'acme', oneDay)).toHaveLength(1)
  expect(await readValidation(state, 'acme', always, 'other')).toHaveLength(1)
  expect(await readValidation(state, 'zeta', always)).toEqual([])
  expect(first.totals('2026-11-23')).toEqual({ records: 24, rejected: 3 })
})

test('counts are saved now and then while a run goes on', async () => {
  const state = openStore(pathToFileURL(temporaryFolder()).href)
  let now = 0
  const counts = new ValidationCounts(
    state,
    { customer: 'acme', provider: 'shop', run: 'r' },
    () => now,
  )
  await counts.accepted('orders', monday, 1)
  expect(await readValidation(state, 'acme', always)).toEqual([])
  now = 30_000
  await counts.accepted('orders', monday, 1)
  expect(await readValidation(state, 'acme', always)).toMatchObject([{ records: 2 }])
  await counts.accepted('orders', monday, 1)
  expect(await readValidation(state, 'acme', always)).toMatchObject([{ records: 2 }])
})
