import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { expect } from 'vitest'
import { runBin } from './bins.ts'
import { transform } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const target = (zones: Zones, records: readonly object[]) =>
  runBin('target-s3-ndjson', ['--config', zones.targetConfig()], {
    stdin: [
      {
        type: 'SCHEMA',
        stream: 'customers',
        schema: { properties: { id: {} } },
        key_properties: ['id'],
      },
      ...records.map((record) => ({ type: 'RECORD', stream: 'customers', record })),
    ]
      .map((message) => `${JSON.stringify(message)}\n`)
      .join(''),
  })

/** The profile that a node of the identity graph belongs to, read from the files of the table's first run. */
async function profileIn(zones: Zones, node: string): Promise<string> {
  const keys = zones
    .keys('processed')
    .filter((one) => one.includes('/identity_map/') && one.endsWith('.parquet'))
  const rows = await Promise.all(
    keys.map(async (key) => {
      const file = await asyncBufferFromFile(join(zones.directory, 'processed', key))
      return parquetReadObjects({ file })
    }),
  )
  return String(rows.flat().find((row) => row.node === node)?.profile_id)
}

const customer = (id: number, emailAddress: string, firstName: string) => ({
  id: `gid://shopify/Customer/${id}`,
  firstName,
  lastName: 'Bell',
  defaultEmailAddress: { emailAddress },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
})

test.skipIf(!isLong)(
  'profiles are explained, split, learnt from and erased from the command line',
  async ({ zones }) => {
    const options = [
      '--customer',
      'acme',
      '--processed',
      zones.url('processed'),
      '--state',
      zones.url('state'),
    ]
    const run = (...words: string[]) => runBin('descant', [...words, ...options])
    const profileOf = async (id: string) => {
      const { stdout } = await run('profile', 'explain', id, '--format', 'json')
      return JSON.parse(stdout)
    }
    await target(zones, [
      customer(1, 'ann@shop.eu', 'Ann'),
      customer(2, 'ann@shop.eu', 'Beth'),
      customer(3, 'carl@shop.eu', 'Carl'),
    ])
    const first = JSON.parse((await transform(zones)).stdout)
    expect(first.tables.find(({ table }: { table: string }) => table === 'profiles').rows).toBe(2)

    const missing = await run('profile', 'explain', 'p_none')
    expect([missing.code, missing.lastLine]).toEqual([
      2,
      expect.stringContaining('no profile p_none'),
    ])

    const explained = await profileOf(await profileIn(zones, 'c:shopify:2'))
    expect(explained.nodes).toEqual(['c:shopify:1', 'c:shopify:2'])
    expect(explained.shared).toEqual([{ identifier: 'e:ann@shop.eu', nodes: explained.nodes }])
    const { stdout: told } = await run('profile', 'explain', explained.profileId)
    expect(told).toContain('e:ann@shop.eu: c:shopify:1, c:shopify:2')

    const split = await run('profile', 'split', explained.profileId, '--record', 'c:shopify:2')
    expect(split.code).toBe(0)
    const apart = JSON.parse((await transform(zones)).stdout)
    expect(apart.tables.find(({ table }: { table: string }) => table === 'profiles').rows).toBe(3)

    const help = await runBin('descant', ['profile', 'explain', '--help'])
    expect(help.stdout).toContain('Usage: descant profile explain PROFILE [OPTIONS]')

    const trained = await run('identity', 'train')
    expect([trained.code, trained.stdout]).toEqual([
      0,
      expect.stringContaining('Linkage model 1, of 3 records'),
    ])
    const again = JSON.parse((await transform(zones)).stdout)
    expect(again.identityRounds).toBeGreaterThan(0)

    const erased = await run('erase', '--email', 'ann@shop.eu')
    expect(erased.stdout).not.toContain('ann@shop.eu')
    const after = JSON.parse((await transform(zones)).stdout)
    expect(after.tables.find(({ table }: { table: string }) => table === 'profiles').rows).toBe(1)
    const nobody = await run('erase')
    expect([nobody.code, nobody.lastLine]).toEqual([2, expect.stringContaining('nobody')])
  },
)
