import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ProcessedZone } from '../packages/loader/src/fixtures/processed-zone.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { hasSearchServer, searchServers, startSearchServer } from '../scripts/search-server.ts'
import { runLoader, startLoader } from './loader-process.ts'

/** A longer proof: CI runs it. */
const isLong = process.env.DESCANT_LONG === '1'
/** In each mode, over both servers. */
const kills = 100

const columns = [
  { name: 'profile_id', type: 'string', required: true },
  { name: 'version', type: 'int' },
  { name: 'note', type: 'string' },
] as const
const rowsOf = (version: number) => 2000 + version
const rows = (version: number) =>
  `SELECT 'p' || (i + ${version}) AS profile_id, ${version}::INTEGER AS version, 'n' || i AS note FROM range(${rowsOf(version) - 1}) r(i)
    UNION ALL SELECT 'only' || ${version}, ${version}::INTEGER, 'gone with the next'`

let duck: Duck
let database: EmbeddedPostgres
const directory = mkdtempSync(join(tmpdir(), 'descant-search-crash-'))
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

const cases = searchServers.flatMap((name) => [
  { name, mode: 'incremental' as const },
  { name, mode: 'historic' as const },
])

test.for(cases)(
  `$name, $mode, killed at random ${kills / 2} times: searches find whole versions`,
  {
    timeout: 1_200_000,
  },
  async ({ name, mode }, { skip }) => {
    if (!isLong) return skip('with DESCANT_LONG=1')
    if (!hasSearchServer(name)) return skip('it is not installed: .ci/servers.sh')
    const server = await startSearchServer(name)
    const zone = new ProcessedZone(duck)
    try {
      const customer = `crash_${mode}_${name.split('-')[0]}`
      const alias = `${customer}-profiles`
      const commit = (version: number) =>
        zone.commit('profiles', { customer, columns, files: { a: rows(version) } })
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
      let length = performance.now() - began

      const poll = pollAlias(server.url, alias)
      let version = 2
      let cut = 0
      let next = startLoader()
      for (let kill = 0; kill < kills / 2; kill++) {
        await commit(++version)
        const loader = next
        next = startLoader()
        const after = Math.random() * length * 1.1
        const readsBefore = poll.reads()
        const code = await runLoader(loader, options, after)
        if (code !== 0) cut++
        // The machine may be faster by now than when a load was timed, or slower.
        length = code === 0 ? Math.min(length, after) : length * 1.05
        await expect.poll(() => poll.reads()).toBeGreaterThan(readsBefore)
      }
      expect(await runLoader(next, options)).toBe(0)
      await poll.stop()
      expect(cut).toBeGreaterThan(kills / 8)
      const whole = Array.from({ length: version }, (_, index) => {
        const own = index + 1
        return `200: ${rowsOf(own)} of ${own} to ${own}`
      })
      expect(whole).toEqual(expect.arrayContaining([...poll.seen]))
      const { hits } = await ask(`${server.url}/${alias}/_search`, { size: 10_000 })
      const found = (hits.hits as { _source: object }[]).map(({ _source }) =>
        JSON.stringify(_source),
      )
      const expected = await duck.rows(rows(version))
      expect(found.sort()).toEqual(expected.map((row) => JSON.stringify(row)).sort())
    } finally {
      zone.remove()
      await server.stop()
    }
  },
)
