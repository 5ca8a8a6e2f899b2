import { type Shop, startShop } from '../pipeline.ts'
import { test as base } from '../zones.ts'

/** How many records the streams of a shop hold. */
export const shopRecords = { customers: 300, orders: 700, products: 40 }

/** What tap-shopify needs to know of a shop. */
export const tapConfig = ({ url: api_url, shop, access_token }: Shop) => ({
  api_url,
  shop,
  access_token,
})

/** A test with a folder lake and, where it asks for one, a sandbox shop. */
export const test = base.extend<{ readonly shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from it.
  shop: async ({}, use) => {
    const sizes = Object.entries(shopRecords).flatMap(([stream, size]) => [
      `--${stream}`,
      String(size),
    ])
    const shop = await startShop([...sizes, '--restore-rate', '100000'])
    await use(shop)
    await shop.stop()
  },
})
