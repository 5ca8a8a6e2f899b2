import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { finished, runBin, startBin } from './bins.ts'
import { killPostgres } from './kill-postgres.ts'

/** A longer proof is the same one with more kills; CI runs it. */
const kills = process.env.DESCANT_LONG === '1' ? 100 : 1
/** A server takes longer to come back than a target. */
const serverKillEvery = 10

let server: EmbeddedPostgres
let client: pg.Client
const directory = mkdtempSync(join(tmpdir(), 'descant-target-postgres-'))
const connected = async () => {
  const own = new pg.Client(server.databaseUrl)
  // A connection that a killed server cuts.
  own.on('error', () => {})
  await own.connect()
  return own
}
beforeAll(async () => {
  chmodSync(directory, 0o755)
  vi.stubEnv('DATABASE_URL', '')
  server = await startEmbeddedPostgres({ directory: join(directory, 'server'), persistent: true })
  client = await connected()
})
afterAll(async () => {
  await client?.end()
  await server?.stop()
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

const config = (schema: string, more: object = {}): string => {
  const path = join(directory, `${schema}.json`)
  const settings = { database_url: server.databaseUrl, schema, batch_max_records: 100, ...more }
  writeFileSync(path, JSON.stringify(settings))
  return path
}

const schema = {
  type: 'SCHEMA',
  stream: 'orders',
  schema: {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      total: { type: 'number' },
      items: { type: 'array', items: { type: 'object' } },
    },
  },
  key_properties: ['id'],
}
const count = 5000
const stateEvery = 250

/** The messages from a record on. Each key comes twice, and the later one is right. */
const messagesFrom = (first: number): string => {
  const messages: object[] = [schema]
  for (let n = first; n < 2 * count; n++) {
    const record = { id: n % count, total: n / 4, items: [{ n }] }
    messages.push({ type: 'RECORD', stream: 'orders', record })
    if ((n + 1) % stateEvery === 0) messages.push({ type: 'STATE', value: { next: n + 1 } })
  }
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('')
}

const lastState = (stdout: string): number =>
  stdout === '' ? 0 : JSON.parse(stdout.trimEnd().split('\n').at(-1) as string).next

/** Reads the table again and again; every row must be one record, as a whole. */
function pollRows() {
  const seen = new Set<string>()
  const state = { isOn: true, reads: 0 }
  const statement = `SELECT count(*) FILTER (WHERE total * 4 <> (items->0->>'n')::int
    OR id <> (items->0->>'n')::int % ${count})::int AS torn FROM killed.orders`
  const polling = (async () => {
    while (state.isOn) {
      const reader = new pg.Client(server.databaseUrl)
      reader.on('error', () => {})
      try {
        await reader.connect()
        while (state.isOn) {
          const { rows } = await reader.query<{ torn: number }>(statement)
          seen.add(`${rows[0]?.torn} torn`)
          state.reads++
          await sleep(10)
        }
      } catch (error) {
        // Before the first batch there is no table, and a server that is down is no wrong answer.
        if (/permission|column/.test((error as Error).message)) seen.add(String(error))
        await sleep(20)
      } finally {
        await reader.end().catch(() => {})
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

test(`killed at random ${kills} times, it goes on from its last STATE, and every record is there`, {
  timeout: 1_200_000,
}, async () => {
  let next = 0
  const poll = pollRows()
  for (let kill = 0; kill < kills; kill++) {
    const target = startBin('target-postgres', ['--config', config('killed')])
    const end = finished(target)
    target.stdin?.on('error', () => {})
    target.stdin?.write(messagesFrom(next))
    await Promise.race([end, sleep(250 + Math.random() * 800)])
    if ((kill + 1) % serverKillEvery === 0) {
      await client.end().catch(() => {})
      server = await killPostgres(join(directory, 'server'))
      client = await connected()
    }
    target.kill('SIGKILL')
    const { stdout } = await end
    // Its last line may be cut short by the kill.
    const told = stdout.slice(0, stdout.lastIndexOf('\n') + 1)
    next = Math.max(told === '' ? next : lastState(told), 0)
    if (next === 2 * count) next = 0
  }
  const last = await runBin('target-postgres', ['--config', config('killed')], {
    stdin: messagesFrom(next),
  })
  expect(last).toMatchObject({ code: 0 })
  expect(lastState(last.stdout)).toBe(2 * count)
  await expect.poll(() => poll.reads()).toBeGreaterThan(0)
  await poll.stop()
  expect([...poll.seen]).toEqual(['0 torn'])
  const { rows } = await client.query(
    `SELECT count(*)::int, min(total)::float8, sum(total)::float8, sum((items->0->>'n')::int)::int AS n FROM killed.orders`,
  )
  const sum = Array.from({ length: count }, (_, i) => count + i).reduce((a, b) => a + b, 0)
  expect(rows).toEqual([{ count, min: count / 4, sum: sum / 4, n: sum }])
})

test('tells in words, and with its exit code, who must act', async () => {
  const wrong = new URL(server.databaseUrl)
  wrong.password = 'hunter2'
  const refused = await runBin(
    'target-postgres',
    ['--config', config('refused', { database_url: wrong.href })],
    {
      stdin: messagesFrom(2 * count - 1),
    },
  )
  expect(refused).toMatchObject({ code: 3, lastLine: expect.stringContaining('CRITICAL') })
  expect(refused.stderr).not.toContain('hunter2')
  const about = await runBin('target-postgres', ['--about', '--format=json'])
  expect(JSON.parse(about.stdout)).toMatchObject({ name: 'target-postgres' })
  expect(Object.keys(JSON.parse(about.stdout).settings.properties)).toContain('load_method')
})

test.skipIf(process.env.DESCANT_LONG !== '1')(
  'a text of 2 GB ends the run in words, and takes neither memory nor the records before it',
  { timeout: 120_000 },
  async () => {
    const limited = { env: { NODE_OPTIONS: '--max-old-space-size=256' } }
    const target = startBin('target-postgres', ['--config', config('long')], limited)
    const end = finished(target)
    const ended = end.then(() => true)
    target.stdin?.on('error', () => {})
    target.stdin?.write(messagesFrom(2 * count - stateEvery))
    target.stdin?.write('{"type":"RECORD","stream":"orders","record":{"id":1,"note":"')
    const piece = Buffer.alloc(2 ** 24, 'x')
    for (let sent = 0; sent < 2 ** 31; sent += piece.length) {
      const written = new Promise<boolean>((resolve) => {
        target.stdin?.write(piece, () => resolve(false))
      })
      if (await Promise.race([ended, written])) break
    }
    target.stdin?.end('"}}\n')
    const { code, stdout, lastLine } = await end
    expect({ code, state: lastState(stdout) }).toEqual({ code: 1, state: 2 * count })
    expect(lastLine).toMatch(/^CRITICAL Line \d+ .*longer than .*the tap must/)
    const { rows } = await client.query('SELECT count(*)::int FROM long.orders')
    expect(rows).toEqual([{ count: stateEvery }])
  },
)
