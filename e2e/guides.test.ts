import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { runShell } from './bins.ts'
import { startShop } from './pipeline.ts'
import { test } from './zones.ts'

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

test.skipIf(!isLong)(
  'what "your own store" says works, on a shop of the sandbox',
  async ({ zones }) => {
    const shop = await startShop(['--customers', '20', '--orders', '30', '--products', '5'])
    const bin = join(zones.directory, 'bin')
    mkdirSync(bin)
    for (const [name, path] of Object.entries(shims)) {
      writeFileSync(
        join(bin, name),
        `#!/bin/sh\nexec "${process.execPath}" "${root}${path}" "$@"\n`,
      )
      chmodSync(join(bin, name), 0o755)
    }
    const project = join(zones.directory, 'project')
    mkdirSync(project)
    const follow = (block: string) =>
      runShell(`set -e\ncd "${project}"\n${block}`, {
        PATH: `${bin}:${process.env.PATH}`,
        SHOPIFY_SHOP: shop.shop,
        SHOPIFY_ACCESS_TOKEN: shop.access_token,
        SHOPIFY_API_URL: shop.url,
      })
    try {
      const [init = '', check = '', run = ''] = blocksOf('your-own-store')
      expect(await follow(init)).toMatchObject({ code: 0 })
      // Another shop than the real one: the line that the file keeps for it.
      const file = join(project, 'descant.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace('# api_url:', 'api_url:'))
      const checked = await follow(check)
      expect(checked, checked.stdout + checked.stderr).toMatchObject({ code: 0 })
      const ran = await follow(run)
      expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 })
      expect(ran.stdout).toMatch(/acme\/shop +extract +succeeded/)
      expect(
        zones.keys('project/lake').some((key) => key.startsWith('processed/acme/profiles/')),
      ).toBe(true)
      // The guide on buckets asks the same question once more.
      const [doctor = ''] = blocksOf('your-own-bucket')
      expect(await follow(doctor)).toMatchObject({ code: 0 })
    } finally {
      await shop.stop()
    }
  },
)
