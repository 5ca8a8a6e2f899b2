import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { openStore, openTable } from '@descant/lake'
import { Duck, sqlString } from '@descant/lake/duckdb'
import { expect } from 'vitest'
import { finished, startBin } from './bins.ts'
import { test, Zones } from './zones.ts'

/** Some dozens of processes: a longer proof, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString()

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } })

const customer = (id: number, version: number, email: string) => ({
  id: `gid://shopify/Customer/${id}`,
  defaultEmailAddress: { emailAddress: email },
  createdAt: day(1),
  updatedAt: day(version),
  _sdc_sequence: version * 1000 + id,
})

const order = (id: number, version: number, buyer: number) => ({
  id: `gid://shopify/Order/${id}`,
  createdAt: day(id * 20),
  updatedAt: day(version),
  customer: { id: `gid://shopify/Customer/${buyer}` },
  totalPriceSet: money(`${version}.01`),
  lineItems: [{ id: `gid://shopify/LineItem/${version}`, quantity: version }],
  _sdc_sequence: version * 1000 + id,
})

const put = (zones: Zones, part: number, stream: string, records: readonly object[]) => {
  const folder = 'raw/acme/shopify/year=2026/month=11/day=23'
  const name = `${stream}_20261123T020000Z_r1_${String(part).padStart(5, '0')}.ndjson.gz`
  const path = join(zones.directory, folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join('')))
}

const start = (zones: Zones, ...more: readonly string[]) =>
  startBin(
    'descant',
    [
      ...['transform', '--customer', 'acme', '--raw', zones.url('raw')],
      ...['--processed', zones.url('processed'), '--dead-letters', zones.url('dead-letters')],
      ...['--state', zones.url('state'), ...more],
    ],
    { env: { LOGLEVEL: 'debug' } },
  )

/** Runs it, and kills it when it has told of so many steps; says whether it was. */
async function runKilled(zones: Zones, steps: number): Promise<boolean> {
  const child = start(zones)
  let told = 0
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', () => {
    told += 1
    if (told === steps) child.kill('SIGKILL')
  })
  const { signal } = await finished(child)
  return signal === 'SIGKILL'
}

async function runWhole(zones: Zones, ...more: readonly string[]): Promise<void> {
  const { code, lastLine } = await finished(start(zones, ...more))
  expect(code, lastLine).toBe(0)
}

/** What readers find; ids of profiles depend on what came first. */
async function contentOf(zones: Zones): Promise<object> {
  const duck = await Duck.open({ threads: 1 })
  const store = openStore(zones.url('processed'))
  const rows = async (name: string, columns: string) => {
    const table = openTable(store, `acme/${name}`)
    const files = (await table.current())?.files ?? []
    if (files.length === 0) return []
    const paths = files.map(({ path }) => sqlString(store.localPath(table.key(path)) ?? ''))
    return duck.rows(
      `SELECT ${columns} FROM read_parquet([${paths}], hive_partitioning = false) ORDER BY ALL`,
    )
  }
  try {
    return {
      customers: await rows('customers', 'customer_id, email'),
      orders: await rows('orders', 'order_id, total_price, updated_at'),
      items: await rows('order_items', 'order_id, line_item_id, quantity'),
      profiles: await rows('profiles', 'email, orders_count, total_spent, last_order_at'),
      people: await rows('identity_map', 'node'),
    }
  } finally {
    duck.close()
  }
}

test.skipIf(!isLong)(
  'wherever a run is killed, tables can be read, and the next run makes them right (with DESCANT_LONG=1)',
  { timeout: 1_200_000 },
  async ({ zones }) => {
    const people = Array.from({ length: 60 }, (_, index) => index + 1)
    put(
      zones,
      0,
      'customers',
      people.map((id) => customer(id, 1, `m${id}@shop.eu`)),
    )
    put(
      zones,
      1,
      'orders',
      [1, 2, 3].map((id) => order(id, 1, id)),
    )
    await runWhole(zones)
    let killed = 0
    for (let steps = 1; ; steps += 2) {
      const part = steps + 1
      // Two people turn out to be one, and an order changes hands.
      put(zones, part, 'customers', [customer(part + 1, part, 'm1@shop.eu')])
      put(zones, part + 1, 'orders', [order(1 + (part % 3), part, part)])
      const wasKilled = await runKilled(zones, steps)
      await contentOf(zones)
      await runWhole(zones)
      if (!wasKilled) break
      killed += 1
    }
    expect(killed).toBeGreaterThan(10)
    const whole = new Zones()
    try {
      cpSync(join(zones.directory, 'raw'), join(whole.directory, 'raw'), { recursive: true })
      await runWhole(whole, '--mode', 'historic')
      expect(await contentOf(zones)).toEqual(await contentOf(whole))
    } finally {
      whole.remove()
    }
  },
)
