import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { corpus } from './corpora.ts'
import { extract, load, type Shop, startShop, transform } from './pipeline.ts'
import { test } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

/** 6,919 purchases of 2,357 people, recorded by a shop of compact discs in 1997 and 1998. */
const path = corpus('cdnow/CDNOW_sample.txt')

/** Dollars as cents: sums of doubles would not be exact. */
const cents = (dollars: string) => Math.round(Number(dollars) * 100)

/** The ten customers that spent most, as the file itself tells it: dollars and number of orders. */
const bestByFile = (file: string): [string, number][] => {
  const spent = new Map<string, { cents: number; orders: number }>()
  for (const line of readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')) {
    const columns = line.trim().split(/\s+/)
    const sum = spent.get(columns[0] as string) ?? { cents: 0, orders: 0 }
    sum.cents += cents(columns.at(-1) as string)
    sum.orders++
    spent.set(columns[0] as string, sum)
  }
  return [...spent.values()]
    .sort((a, b) => b.cents - a.cents)
    .slice(0, 10)
    .map(({ cents: sum, orders }) => [(sum / 100).toFixed(2), orders])
}

describe.skipIf(path === undefined)('real purchases, through the whole pipe', () => {
  const directory = mkdtempSync(join(tmpdir(), 'descant-cdnow-'))
  let server: EmbeddedPostgres
  let shop: Shop

  beforeAll(async () => {
    server = await startEmbeddedPostgres({
      directory: join(directory, 'postgres'),
      persistent: false,
    })
    shop = await startShop(['--transactions', path as string, '--restore-rate', '100000'])
  })

  afterAll(async () => {
    await shop?.stop()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const query = async (text: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: server.databaseUrl })
    await client.connect()
    try {
      return (await client.query({ text, rowMode: 'array' })).rows
    } finally {
      await client.end()
    }
  }

  const expectTruth = async () => {
    const sums = await query(`select
      (select count(*)::int from acme.profiles), (select count(*)::int from acme.orders),
      (select sum(quantity)::int from acme.order_items), (select sum(total_price)::text from acme.orders)`)
    expect(sums).toEqual([[2357, 6919, 16479, '244091.94']])
    const best = await query(`select total_spent::text, orders_count::int from acme.profiles
      order by acme.profiles.total_spent desc limit 10`)
    expect(best).toEqual(bestByFile(path as string))
  }

  test('arrive to the cent, again after a second run, whatever the page size', async ({
    zones,
  }) => {
    const first = await extract({ shop, zones })
    expect([first.tap.code, first.target.code]).toEqual([0, 0])
    expect(await transform(zones)).toMatchObject({ code: 0 })
    expect(await load(zones, server.databaseUrl)).toMatchObject({ code: 0 })
    await expectTruth()

    const records = zones.lines('raw').length
    const second = await extract({ shop, zones, state: first.state, tap: { page_size: 17 } })
    expect([second.tap.code, second.target.code]).toEqual([0, 0])
    expect(zones.lines('raw')).toHaveLength(records)

    if (!isLong) return
    const anew = await extract({ shop, zones, tap: { page_size: 100 } })
    expect([anew.tap.code, anew.target.code]).toEqual([0, 0])
    expect(zones.lines('raw').length).toBe(2 * records)
    expect(await transform(zones)).toMatchObject({ code: 0 })
    expect(await load(zones, server.databaseUrl)).toMatchObject({ code: 0 })
    await expectTruth()
  })

  test.skipIf(!isLong)(
    'arrive to the cent after the tap was killed in the middle',
    async ({ zones }) => {
      await query('drop schema if exists acme cascade')
      let kills = 0
      let state: string | undefined
      for (;;) {
        const run = await extract({
          shop,
          zones,
          state,
          tap: { page_size: 50 },
          target: { batch_max_records: 1000 },
          onState: (tap) => {
            if (kills < 3 && tap.exitCode === null && tap.signalCode === null) {
              kills++
              tap.kill('SIGKILL')
            }
          },
        })
        state = run.state
        if (run.tap.code === 0) break
        expect(run.tap.signal).toBe('SIGKILL')
      }
      expect(kills).toBe(3)
      expect(await transform(zones)).toMatchObject({ code: 0 })
      expect(await load(zones, server.databaseUrl)).toMatchObject({ code: 0 })
      await expectTruth()
    },
  )
})
