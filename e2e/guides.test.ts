import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Finished, runShell } from './bins.ts'
import { type Shop, startShop } from './pipeline.ts'
import { test, type Zones } from './zones.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The shell commands of a guide, a block each. */
const blocksOf = (guide: string): string[] => {
  const text = readFileSync(`${root}docs/guides/${guide}.md`, 'utf8')
  return [...text.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] as string)
}

const shims = {
  descant: 'packages/cli/bin/descant.js',
  'tap-shopify': 'packages/tap-shopify/bin/tap-shopify.js',
  'target-s3-ndjson': 'packages/target-s3-ndjson/bin/target-s3-ndjson.js',
}

/** A folder where the blocks of a guide are run, one after the other, with our bins on the PATH. */
const openWorkplace = (zones: Zones, environment: NodeJS.ProcessEnv) => {
  const bin = join(zones.directory, 'bin')
  const folder = join(zones.directory, 'project')
  mkdirSync(bin)
  mkdirSync(folder)
  for (const [name, path] of Object.entries(shims)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec "${process.execPath}" "${root}${path}" "$@"\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const follow = async (block: string): Promise<Finished> => {
    const run = await runShell(`set -e\ncd "${folder}"\n${block}`, {
      PATH: `${bin}:${process.env.PATH}`,
      ...environment,
    })
    expect(run, `${block}\n${run.stdout}${run.stderr}`).toMatchObject({ code: 0 })
    return run
  }
  return { folder, follow }
}

let shop: Shop

beforeAll(async () => {
  if (isLong) shop = await startShop(['--customers', '20', '--orders', '30', '--products', '5'])
})

afterAll(() => shop?.stop())

const hasProfiles = (zones: Zones): boolean =>
  zones.keys('project/lake').some((key) => key.startsWith('processed/acme/profiles/'))

test.skipIf(!isLong)('what "getting started" says works', async ({ zones }) => {
  const { follow } = openWorkplace(zones, {
    TAP_SHOPIFY_SHOP: shop.shop,
    TAP_SHOPIFY_ACCESS_TOKEN: shop.access_token,
    TAP_SHOPIFY_API_URL: shop.url,
  })
  const blocks = blocksOf('getting-started')
  expect(blocks).toHaveLength(3)
  const [first = '', again = '', tables = ''] = blocks
  await follow(first)
  const objects = zones.keys('project/lake/raw').length
  expect(objects).toBeGreaterThanOrEqual(3)
  await follow(again)
  expect(zones.keys('project/lake/raw')).toHaveLength(objects)
  await follow(tables)
  expect(hasProfiles(zones)).toBe(true)
})

test.skipIf(!isLong)(
  'what "your own store" says works, on a shop of the sandbox',
  async ({ zones }) => {
    const { folder, follow } = openWorkplace(zones, {
      SHOPIFY_SHOP: shop.shop,
      SHOPIFY_ACCESS_TOKEN: shop.access_token,
      SHOPIFY_API_URL: shop.url,
    })
    const [init = '', check = '', run = ''] = blocksOf('your-own-store')
    await follow(init)
    // Another shop than the real one: the line that the file keeps for it.
    const file = join(folder, 'descant.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('# api_url:', 'api_url:'))
    await follow(check)
    expect((await follow(run)).stdout).toMatch(/acme\/shop +extract +succeeded/)
    expect(hasProfiles(zones)).toBe(true)
    // The guide on buckets asks the same question once more.
    const [doctor = ''] = blocksOf('your-own-bucket')
    await follow(doctor)
  },
)
