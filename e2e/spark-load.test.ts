import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { expect } from 'vitest'
import { startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { runBin } from './bins.ts'
import { test, type Zones } from './zones.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const spark = resolve(root, process.env.DESCANT_PEERS ?? '.bench/peers', 'spark', 'bin')

/** Spark starts twice: a longer proof, which CI runs. */
const isRun = process.env.DESCANT_LONG === '1' && existsSync(join(spark, 'spark-submit'))

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString()

const customer = (id: number, version: number, more: object) => ({
  id: `gid://shopify/Customer/${id}`,
  createdAt: day(1),
  updatedAt: day(version),
  tags: ['a', 'b "c"'],
  ...more,
})

const order = (id: number, version: number, amount: string) => ({
  id: `gid://shopify/Order/${id}`,
  createdAt: day(id * 20),
  updatedAt: day(version),
  customer: { id: 'gid://shopify/Customer/1' },
  totalPriceSet: { shopMoney: { amount, currencyCode: 'EUR' } },
  lineItems: [{ id: 'gid://shopify/LineItem/1', title: 'Tea ☕\t', quantity: 2 }],
})

const put = (zones: Zones, tenant: string, part: number, stream: string, records: object[]) => {
  const folder = `raw/${tenant}/shopify/year=2026/month=11/day=23`
  const name = `${stream}_20261123T020000Z_r1_${String(part).padStart(5, '0')}.ndjson.gz`
  const path = join(zones.directory, folder, name)
  mkdirSync(dirname(path), { recursive: true })
  const lines = records.map((record, index) =>
    JSON.stringify({ ...record, _sdc_sequence: part * 100 + index }),
  )
  writeFileSync(path, gzipSync(`${lines.join('\n')}\n`))
}

/** Two customers with the same records: one is transformed by DuckDB, the other by Spark. */
const project = (zones: Zones) => ({
  version: 1,
  zones: {
    raw: zones.url('raw'),
    processed: zones.url('processed'),
    dead_letters: zones.url('dead-letters'),
    state: zones.url('state'),
  },
  transform: {
    spark: {
      submit: join(spark, 'spark-submit'),
      master: 'local[2]',
      driver_memory: '1g',
      settings: { 'spark.driver.extraJavaOptions': '-XX:TieredStopAtLevel=1' },
    },
  },
  customers: {
    embedded: { sources: { shopify: { tap: 'tap-shopify' } } },
    spark: {
      sources: { shopify: { tap: 'tap-shopify' } },
      transform: { engine: 'spark' },
    },
  },
})

test.skipIf(!isRun)(
  'tables that Spark made load into PostgreSQL as those of the embedded engine do',
  { timeout: 3_600_000 },
  async ({ zones }) => {
    const file = zones.file('descant.yaml', project(zones))
    const server = await startEmbeddedPostgres({
      directory: join(zones.directory, 'postgres'),
      persistent: false,
    })
    const env = {
      DATABASE_URL: server.databaseUrl,
      PATH: `${spark}${delimiter}${process.env.PATH}`,
      PYSPARK_PYTHON: join(spark, 'python'),
    }
    const client = new pg.Client(server.databaseUrl)
    const tenants = ['embedded', 'spark'] as const
    const run = async (name: string, tenant: string) => {
      const args = [name, '--project', file, '--customer', tenant]
      const { code, stderr } = await runBin('descant', args, { env })
      expect(code, stderr).toBe(0)
    }
    const rowsOf = async (tenant: string, table: string) =>
      (await client.query(`SELECT to_jsonb(t) AS row FROM ${tenant}.${table} t`)).rows
        .map(({ row }) => JSON.stringify(withoutRun(row)))
        .sort()
    const expectEqualTables = async () => {
      for (const table of ['customers', 'orders', 'order_items', 'products', 'profiles']) {
        expect(await rowsOf('spark', table)).toEqual(await rowsOf('embedded', table))
      }
    }
    try {
      await client.connect()
      for (const tenant of tenants) {
        const ann = { defaultEmailAddress: { emailAddress: 'Ann@shop.eu' } }
        put(zones, tenant, 0, 'customers', [
          customer(1, 1, ann),
          customer(2, 1, { note: '\\ "x"' }),
        ])
        put(zones, tenant, 1, 'orders', [order(1, 1, '9999999999999999.99'), order(5, 1, '0.10')])
        await run('transform', tenant)
        await run('load', tenant)
      }
      await expectEqualTables()
      expect(await rowsOf('spark', 'orders')).toHaveLength(2)
      // What came since is loaded by what Spark has written anew.
      for (const tenant of tenants) {
        put(zones, tenant, 2, 'orders', [order(1, 5, '3.00'), order(2, 5, '1.00')])
        await run('transform', tenant)
        await run('load', tenant)
      }
      await expectEqualTables()
      expect(await rowsOf('spark', 'orders')).toHaveLength(3)
    } finally {
      await client.end()
      await server.stop()
    }
  },
)

/** What tells of the run that computed a row is another in each. */
const withoutRun = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => !['since', 'computed_at', 'recency_days'].includes(name) && !name.startsWith('_'),
    ),
  )
