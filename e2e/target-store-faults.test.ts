import { gunzipSync } from 'node:zlib'
import {
  type S3Fault,
  type S3Server,
  startS3Server,
} from '../packages/lake/src/fixtures/s3-server.ts'
import { type Finished, runBin } from './bins.ts'
import { lastStateOf, orderIds, orderLines } from './orders.ts'
import { test, type Zones } from './zones.ts'

const orders = 600
const ids = orderIds(orders)

const idsIn = (server: S3Server): Set<number> => {
  const objects = [...server.objects].filter(([key]) => key.endsWith('.ndjson.gz'))
  const lines = objects.flatMap(([, { body }]) => gunzipSync(body).toString().split('\n'))
  return new Set(lines.filter((line) => line !== '').map((line) => JSON.parse(line).id))
}

const run = (
  zones: Zones,
  server: S3Server,
  from: number,
  timeoutSeconds = 60,
): Promise<Finished> => {
  const config = zones.targetConfig({
    raw: 's3://lake/raw',
    dead_letters: 's3://lake/dead-letters',
    s3_endpoint: server.url,
    s3_timeout_seconds: timeoutSeconds,
    batch_max_records: 100,
  })
  const env = { ...server.environment, AWS_MAX_ATTEMPTS: '2' }
  return runBin('target-s3-ndjson', ['--config', config], { stdin: orderLines(orders, from), env })
}

/** A write of a batch, and none of those that prove the zone at the start. */
const batches = /^PUT \/lake\/raw\/acme/

const faults: readonly (readonly [string, S3Fault['is'], count: number, expected: 0 | 1])[] = [
  ['fails once', { status: 500, code: 'InternalError' }, 1, 0],
  ['fails for good', { status: 500, code: 'InternalError' }, 50, 1],
  ['is slow', { afterMilliseconds: 300 }, 3, 0],
  ['hangs once', 'hang', 1, 0],
  ['hangs for good', 'hang', 50, 1],
  ['answers 412 to a write that is new', { status: 412, code: 'PreconditionFailed' }, 1, 1],
  ['answers 409 once', { status: 409, code: 'ConditionalRequestConflict' }, 1, 0],
  ['answers 409 for good', { status: 409, code: 'ConditionalRequestConflict' }, 200, 1],
  ['breaks the connection before the work', 'break-before', 1, 0],
  ['breaks it after the work', 'break-after', 1, 0],
  ['refuses the credentials from then on', { status: 403, code: 'ExpiredToken' }, 50, 1],
]

/** In CI each is tried, else two of them. */
const inShort = new Set(['breaks it after the work', 'answers 412 to a write that is new'])
const isLong = process.env.DESCANT_LONG === '1'
const tried = faults.filter(([name]) => isLong || inShort.has(name))

test.concurrent.for(tried)('a store that %s: nothing is lost', async (fault, { zones, expect }) => {
  const [, is, count, expected] = fault
  const server = await startS3Server()
  try {
    for (let times = 0; times < count; times++) server.faults.push({ for: batches, is })
    // Where the next answer must come in time, a busy machine needs some of it.
    const first = await run(zones, server, 0, is === 'hang' ? (count > 1 ? 0.5 : 4) : undefined)
    expect(first.code, first.stderr).toBe(expected === 0 ? 0 : first.code === 3 ? 3 : 1)
    if (expected === 1) expect(first.lastLine).toMatch(/^CRITICAL (?!.*This is a bug)/)
    const safe = lastStateOf(first.stdout, 0)
    const there = idsIn(server)
    expect(ids.slice(0, safe).filter((id) => !there.has(id))).toEqual([])
    server.faults.length = 0
    const second = await run(zones, server, safe)
    expect([second.code, lastStateOf(second.stdout, safe)]).toEqual([0, orders])
    expect([...idsIn(server)].sort()).toEqual([...ids].sort())
    expect(server.uploads.size).toBe(0)
  } finally {
    await server.close()
  }
})

test.skipIf(!isLong)(
  'a store that ignores create-only writes is refused before anything is read',
  async ({ zones, expect }) => {
    const server = await startS3Server({ honoursConditions: false })
    try {
      const refused = await run(zones, server, 0)
      expect([refused.code, refused.stdout]).toEqual([2, ''])
      expect(refused.lastLine).toMatch(/^CRITICAL .*ignores create-only writes.*use a store/)
      expect(server.objects.size).toBe(0)
    } finally {
      await server.close()
    }
  },
)
