import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Duck } from '@descant/lake/duckdb'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { contentCheck } from '../packages/loader/src/copy/content-check.ts'
import { ProcessedZone } from '../packages/loader/src/fixtures/processed-zone.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { killLoads, versionColumns } from './kill-loads.ts'
import { killPostgres } from './kill-postgres.ts'
import { runLoader, startLoader } from './loader-process.ts'

/** A longer proof: CI runs it. */
const isLong = process.env.DESCANT_LONG === '1'
const kills = 100
/** A server takes longer to come back than a load. */
const serverKillEvery = 8

const rowsOf = (version: number) => 4000 + version
const rows = (version: number) =>
  `SELECT 'p' || (i + ${version}) AS profile_id, ${version}::INTEGER AS version, repeat('n', (i % 50)::INTEGER) AS note FROM range(${rowsOf(version)}) r(i)`
const tables = ['profiles', 'orders'] as const

let duck: Duck
let server: EmbeddedPostgres
const directory = mkdtempSync(join(tmpdir(), 'descant-load-crash-'))
beforeAll(async () => {
  chmodSync(directory, 0o755)
  vi.stubEnv('DATABASE_URL', '')
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
  server = await startEmbeddedPostgres({ directory, persistent: true })
})
afterAll(async () => {
  duck?.close()
  await server?.stop()
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

/** Reads both tables in one statement, again and again, whatever happens to the server. */
function pollTables(customer: string) {
  const seen = new Set<string>()
  const state = { isOn: true, reads: 0 }
  const about = (table: string) =>
    `(SELECT count(*) || ' of ' || min(version) || ' to ' || max(version) FROM ${customer}.${table})`
  const statement = `SELECT ${tables.map(about).join(` || ', ' || `)} AS seen`
  const polling = (async () => {
    while (state.isOn) {
      const client = new pg.Client(server.databaseUrl)
      client.on('error', () => {})
      try {
        await client.connect()
        while (state.isOn) {
          const answer = await client.query<{ seen: string }>(statement)
          seen.add(answer.rows[0]?.seen ?? 'nothing')
          state.reads++
          await sleep(2)
        }
      } catch (error) {
        // A server that is down is no wrong answer; a table that is not there is.
        if (/does not exist|permission/.test((error as Error).message)) seen.add(String(error))
        await sleep(20)
      } finally {
        await client.end().catch(() => {})
      }
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

const wholeOf = (version: number) => {
  const one = `${rowsOf(version)} of ${version} to ${version}`
  return tables.map(() => one).join(', ')
}

test.skipIf(!isLong).for(['incremental', 'historic'] as const)(
  `(%s) killed at random ${kills} times, the load or the server, readers find whole tables that agree`,
  { timeout: 1_200_000 },
  async (mode) => {
    const zone = new ProcessedZone(duck)
    const customer = `crash_${mode}`
    const commit = async (version: number) => {
      for (const table of tables) {
        const summary = { 'descant.key': 'profile_id' }
        await zone.commit(table, {
          customer,
          columns: versionColumns,
          files: { a: rows(version) },
          summary,
        })
      }
    }
    const options = () => {
      const { databaseUrl } = server
      return { customer, processed: zone.url, mode, memoryLimitMib: 256, databaseUrl }
    }
    const killServer = async () => {
      server = await killPostgres(directory)
    }
    await commit(1)
    const start = performance.now()
    const first = startLoader()
    await first.ready
    const began = performance.now()
    expect(await runLoader(first, options())).toBe(0)
    const lengthMs = Math.max(performance.now() - began, (performance.now() - start) / 4)

    const poll = pollTables(customer)
    const { version, cut } = await killLoads({
      kills,
      version: 1,
      lengthMs,
      commit,
      options,
      reads: poll.reads,
      killOf: (kill) => (kill % serverKillEvery === 0 ? killServer : undefined),
    })
    await poll.stop()

    expect(cut).toBeGreaterThan(kills / 4)
    const whole = Array.from({ length: version }, (_, index) => wholeOf(index + 1))
    expect(whole).toEqual(expect.arrayContaining([...poll.seen]))
    const client = new pg.Client(server.databaseUrl)
    await client.connect()
    for (const table of tables) {
      const own = await client.query(
        contentCheck(`${customer}.${table}`, versionColumns, 'postgres'),
      )
      const [theirs] = await duck.rows(contentCheck(`(${rows(version)})`, versionColumns, 'duckdb'))
      expect(own.rows[0], table).toEqual(theirs)
    }
    await client.end()
    zone.remove()
  },
)
