import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Finished } from '../bins.ts'
import type { Shop } from '../pipeline.ts'
import type { Zones } from '../zones.ts'
import { binFolder } from './peers.ts'
import { run } from './run.ts'
import { test as base } from './shop.ts'

const example = fileURLToPath(new URL('../../examples/meltano/meltano.yml', import.meta.url))

/** The Meltano project of the examples, in a folder of its own and with a shop of its own. */
export class MeltanoProject {
  readonly #zones: Zones
  readonly #shop: Shop

  constructor(zones: Zones, shop: Shop) {
    this.#zones = zones
    this.#shop = shop
    copyFileSync(example, join(zones.directory, 'meltano.yml'))
  }

  /** Runs Meltano in the project. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return run([program, ...args], {
      directory: this.#zones.directory,
      env: {
        PATH: `${binFolder}:${process.env.PATH}`,
        TAP_SHOPIFY_SHOP: this.#shop.shop,
        TAP_SHOPIFY_ACCESS_TOKEN: this.#shop.access_token,
        TAP_SHOPIFY_API_URL: this.#shop.url,
        ...env,
      },
    })
  }

  /** Tells the shop to change or to fail; see the sandbox's README, "Control". */
  async control(verb: string, body: object): Promise<unknown> {
    const url = `${this.#shop.url}/__control/${verb}`
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return response.json()
  }

  /** The records of the raw zone. */
  records(): Record<string, unknown>[] {
    return this.#zones.lines('lake/raw').map((line) => JSON.parse(line))
  }
}

/** A test with a Meltano project. */
export const test = base.extend<{ readonly project: MeltanoProject }>({
  project: async ({ zones, shop }, use) => {
    await use(new MeltanoProject(zones, shop))
  },
})
