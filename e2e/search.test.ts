import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ProcessedZone } from '../packages/loader/src/fixtures/processed-zone.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import {
  hasSearchServer,
  type SearchServer,
  searchServers,
  startSearchServer,
} from '../scripts/search-server.ts'
import { runBin } from './bins.ts'
import { killLoads, versionColumns } from './kill-loads.ts'
import { runLoader, startLoader } from './loader-process.ts'

/** A longer proof: CI runs it. */
const isLong = process.env.DESCANT_LONG === '1'
/** In each mode, over both servers. */
const kills = 100

const rowsOf = (version: number) => 2000 + version
const rows = (version: number) =>
  `SELECT 'p' || (i + ${version}) AS profile_id, ${version}::INTEGER AS version, 'n' || i AS note FROM range(${rowsOf(version) - 1}) r(i)
    UNION ALL SELECT 'only' || ${version}, ${version}::INTEGER, 'gone with the next'`

let duck: Duck
let database: EmbeddedPostgres
const directory = mkdtempSync(join(tmpdir(), 'descant-search-'))
beforeAll(async () => {
  chmodSync(directory, 0o755)
  vi.stubEnv('DATABASE_URL', '')
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
  database = await startEmbeddedPostgres({ directory, persistent: false })
})
afterAll(async () => {
  duck?.close()
  await database?.stop()
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

// What a search server answers is what the assertions are about.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any

const ask = async (url: string, body: object): Promise<Answer> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, ...((await answer.json()) as object) }
}

/** Counts an alias's documents and their versions, again and again. */
function pollAlias(url: string, alias: string) {
  const seen = new Set<string>()
  const state = { isOn: true, reads: 0 }
  const body = {
    size: 0,
    track_total_hits: true,
    aggs: { least: { min: { field: 'version' } }, most: { max: { field: 'version' } } },
  }
  const polling = (async () => {
    while (state.isOn) {
      const { status, hits, aggregations: of } = await ask(`${url}/${alias}/_search`, body)
      seen.add(`${status}: ${hits?.total.value} of ${of?.least.value} to ${of?.most.value}`)
      state.reads++
      await sleep(5)
    }
  })()
  return {
    seen,
    reads: () => state.reads,
    stop: async () => {
      state.isOn = false
      await polling
    },
  }
}

describe.each(searchServers)('%s', (name) => {
  const why = isLong ? 'it is not installed: .ci/servers.sh' : 'with DESCANT_LONG=1'
  if (!isLong || !hasSearchServer(name)) return void test.skip(`is loaded (${why})`, () => {})

  const own = name.split('-')[0]
  let server: SearchServer
  beforeAll(async () => {
    server = await startSearchServer(name)
  }, 400_000)
  afterAll(() => server?.stop())

  const newZone = () => {
    const zone = new ProcessedZone(duck)
    onTestFinished(() => zone.remove())
    return zone
  }
  /** The documents that an alias leads to, each as text, in order. */
  const documents = async (alias: string): Promise<string[]> => {
    const { hits } = await ask(`${server.url}/${alias}/_search`, { size: 10_000 })
    const found = hits.hits as { _source: object }[]
    return found.map(({ _source }) => JSON.stringify(_source)).sort()
  }
  const textsOf = async (query: string): Promise<string[]> =>
    (await duck.rows(query)).map((row) => JSON.stringify(row)).sort()

  test.for(['incremental', 'historic'] as const)(
    `%s, killed at random ${kills / 2} times: searches find whole versions`,
    {
      timeout: 1_200_000,
    },
    async (mode) => {
      const zone = newZone()
      const customer = `crash_${mode}_${own}`
      const alias = `${customer}-profiles`
      const commit = (version: number) =>
        zone.commit('profiles', { customer, columns: versionColumns, files: { a: rows(version) } })
      const { databaseUrl } = database
      const search = { url: server.url }
      const options = {
        customer,
        processed: zone.url,
        mode,
        memoryLimitMib: 256,
        databaseUrl,
        search,
      }
      await commit(1)
      expect(await runLoader(startLoader(), options)).toBe(0)
      await commit(2)
      const second = startLoader()
      await second.ready
      const began = performance.now()
      expect(await runLoader(second, options)).toBe(0)
      const lengthMs = performance.now() - began

      const poll = pollAlias(server.url, alias)
      const { version, cut } = await killLoads({
        kills: kills / 2,
        version: 2,
        lengthMs,
        commit,
        options: () => options,
        reads: poll.reads,
      })
      await poll.stop()
      expect(cut).toBeGreaterThan(kills / 8)
      const whole = Array.from({ length: version }, (_, index) => {
        const own = index + 1
        return `200: ${rowsOf(own)} of ${own} to ${own}`
      })
      expect(whole).toEqual(expect.arrayContaining([...poll.seen]))
      expect(await documents(alias)).toEqual(await textsOf(rows(version)))
    },
  )

  test('the command line says which tables the server gets, and a rollback leads all of them back', async () => {
    const zone = newZone()
    const customer = `tables_${own}`
    const orderColumns = [
      { name: 'order_id', type: 'string', required: true },
      { name: 'profile_id', type: 'string' },
    ] as const
    const commit = async (people: string, orders: string) => {
      await zone.commit('profiles', { customer, columns: versionColumns, files: { a: people } })
      const summary = { 'descant.key': 'order_id' }
      await zone.commit('orders', {
        customer,
        columns: orderColumns,
        files: { a: orders },
        summary,
      })
    }
    const load = async (...args: string[]) => {
      const given = ['--customer', customer, '--database-url', database.databaseUrl, ...args]
      const env = { DESCANT_SEARCH_URL: server.url }
      const run = await runBin('descant', ['load', '--json', ...given], { env })
      return { ...run, report: run.code === 0 ? JSON.parse(run.stdout) : undefined }
    }
    const processed = ['--processed', zone.url]
    const both = ['--search-table', 'profiles', '--search-table', 'orders']
    const found = async () => ({
      profiles: await documents(`${customer}-profiles`),
      orders: await documents(`${customer}-orders`),
    })
    const expected = async (people: string, orders: string) => ({
      profiles: await textsOf(people),
      orders: await textsOf(orders),
    })

    const person = (id: string, version: number) =>
      `SELECT '${id}' AS profile_id, ${version}::INTEGER AS version, NULL::VARCHAR AS note`
    const order = (id: string, profile: string) =>
      `SELECT '${id}' AS order_id, '${profile}' AS profile_id`
    const three = [person('p1', 1), person('p2', 1), person('p3', 1)].join(' UNION ALL ')
    const orders = [order('o1', 'p1'), order('o2', 'p2')].join(' UNION ALL ')
    await commit(three, orders)
    const unknown = await load(...processed, '--search-table', 'order')
    expect([unknown.code, unknown.lastLine]).toEqual([2, expect.stringContaining('table order,')])
    const first = await load(...processed)
    expect(first.report?.search, first.stderr).toMatchObject([{ table: 'profiles', sent: 3 }])
    const second = await load(...processed, ...both)
    expect(second.report?.search, second.stderr).toMatchObject([
      { table: 'orders', sent: 2, skipped: false },
      { table: 'profiles', skipped: true },
    ])
    expect(await found()).toEqual(await expected(three, orders))

    // p2 is the same person as p1, and p3 has been erased.
    const one = person('p1', 2)
    const moved = [order('o1', 'p1'), order('o2', 'p1')].join(' UNION ALL ')
    await commit(one, moved)
    const third = await load(...processed, ...both)
    expect(third.report?.search, third.stderr).toMatchObject([{ sent: 1 }, { sent: 3 }])
    expect(await found()).toEqual(await expected(one, moved))

    const other = person('p9', 3)
    await commit(other, order('o9', 'p9'))
    const historic = await load(...processed, ...both, '--mode', 'historic')
    expect(historic.code, historic.stderr).toBe(0)
    expect(await found()).toEqual(await expected(other, order('o9', 'p9')))
    const back = await load('--rollback', ...both)
    expect(back.code, back.stderr).toBe(0)
    expect(await found()).toEqual(await expected(one, moved))
  })
})
