import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { runBin } from '../bins.ts'
import { test, type Zones } from '../zones.ts'
import { peerProgram } from './peers.ts'

/** Python takes its time to start, and is started often. */
const isLong = process.env.DESCANT_LONG === '1'
const tap = isLong ? peerProgram('tap-rest-api-msdk', 'tap-rest-api-msdk') : undefined
const token = 'token-of-the-parcels'

interface Parcel {
  readonly id: number
  readonly weight: number
  readonly updated_at: string
}

const parcelOf = (id: number): Parcel => ({
  id,
  weight: id * 1.5,
  updated_at: `2026-11-${String(id).padStart(2, '0')}T00:00:00Z`,
})

/** A service of parcels, that gives those that changed since a time. */
const parcels = [1, 2, 3, 4, 5].map(parcelOf)
const asked: (string | null)[] = []
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const since = new URL(request.url ?? '', 'http://localhost').searchParams.get('since')
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end('{}')
      return
    }
    asked.push(since)
    const found = parcels.filter(({ updated_at }) => since === null || updated_at >= since)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(found))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const schema = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    weight: { type: 'number' },
    updated_at: { type: 'string', format: 'date-time' },
  },
}

const project = (zones: Zones) =>
  zones.file('descant.yaml', {
    version: 1,
    zones: { raw: 'raw', processed: 'processed', dead_letters: 'dead-letters', state: 'state' },
    customers: {
      acme: {
        sources: {
          parcels: {
            tap,
            select: ['parcels'],
            config: {
              api_url: url,
              auth_method: 'bearer_token',
              bearer_token: '${env:PARCELS_TOKEN}',
              streams: [
                {
                  name: 'parcels',
                  path: '/parcels',
                  primary_keys: ['id'],
                  replication_key: 'updated_at',
                  source_search_field: 'since',
                  source_search_query: '$last_run_date',
                  start_date: '2026-01-01T00:00:00Z',
                  schema,
                },
              ],
            },
          },
        },
      },
    },
  })

const descant = (zones: Zones, args: readonly string[]) => {
  const temporary = join(zones.directory, 'temporary')
  mkdirSync(temporary, { recursive: true })
  return runBin('descant', [...args, '--project', zones.directory], {
    env: { PARCELS_TOKEN: token, TMPDIR: temporary },
  })
}

const ids = (zones: Zones): number[] => zones.lines('raw').map((line) => JSON.parse(line).id)

describe.skipIf(tap === undefined)('descant run drives a tap from the PyPI', () => {
  test('twice, the second run from where the first ended', async ({ zones }) => {
    project(zones)
    const doctor = await descant(zones, ['doctor'])
    expect(doctor.code, doctor.stdout + doctor.stderr).toBe(0)
    expect(doctor.stdout).toMatch(/acme\/parcels programs +tap 1\.4\.2/)
    const first = await descant(zones, ['run', '--stage', 'extract', '--format', 'json'])
    expect(first.code, first.stderr).toBe(0)
    expect(ids(zones)).toEqual([1, 2, 3, 4, 5])
    expect(JSON.parse(first.stdout)[0].record).toMatchObject({
      versions: { tap: '1.4.2' },
      conservation: { holds: true, tap_records: 5, raw_records: 5 },
    })
    const { stdout: state } = await descant(zones, ['state', 'show', 'acme/parcels'])
    expect(JSON.parse(state).bookmarks.parcels.replication_key_value).toContain('2026-11-05')
    parcels.push(parcelOf(6), parcelOf(7))
    asked.length = 0
    const second = await descant(zones, ['run', '--stage', 'extract', '--format', 'json'])
    expect(second.code, second.stderr).toBe(0)
    expect(asked.filter((since) => since?.startsWith('2026-11-05'))).not.toEqual([])
    // The bookmark's own record comes again: Singer is at least once.
    expect(ids(zones).slice(5).sort()).toEqual([5, 6, 7])
    expect(first.stderr + second.stderr).not.toContain(token)
  })
})
