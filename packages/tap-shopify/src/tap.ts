import { defineTap, packageVersion } from '@descant/sdk'
import { settingsOf, settingsSchema } from './settings.ts'
import { Shopify } from './shopify.ts'
import { customers } from './streams/customers.ts'
import { orders } from './streams/orders.ts'
import { products } from './streams/products.ts'

/**
 * The tap for Shopify's Admin GraphQL API.
 *
 * @example
 * import { runTap } from '@descant/sdk'
 * import { tapShopify } from '@descant/tap-shopify'
 *
 * await runTap(tapShopify)
 */
export const tapShopify = defineTap({
  name: 'tap-shopify',
  version: packageVersion(import.meta.url),
  description: 'Customers, orders and products of a Shopify shop, by its Admin GraphQL API.',
  config: settingsSchema,
  connect: (config, context) => new Shopify(settingsOf(config), context),
  streams: [customers, orders, products],
  concurrency: 3,
})
