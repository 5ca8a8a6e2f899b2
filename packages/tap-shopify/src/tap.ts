import { type ConnectContext, defineTap, packageVersion } from '@descant/sdk'
import { accessOf } from './client/access.ts'
import { Shopify } from './client/shopify.ts'
import { discoverStreams } from './discovery/discover-streams.ts'
import type { StreamDefinition } from './discovery/stream-definition.ts'
import { deniedStream, openStreams } from './open-streams.ts'
import { settingsOf, settingsSchema } from './settings.ts'
import { customers } from './streams/customers.ts'
import { orders } from './streams/orders.ts'
import { products } from './streams/products.ts'

/** The streams of the tap. A new one is added here. */
const definitions: readonly StreamDefinition[] = [customers, orders, products]

/** Streams that are read at once; they share the shop's points and its places for bulk operations. */
const concurrency = 5

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
  description: 'Everything in a Shopify shop, by its Admin GraphQL API.',
  config: settingsSchema,
  async connect(config, context: ConnectContext) {
    const settings = settingsOf(config)
    const { userAgent } = settings
    const access = await accessOf(settings, context)
    const shopify = new Shopify(settings, { ...context, ...(userAgent && { userAgent }), access })
    return Object.assign(shopify, { wants: context.wants })
  },
  async streams(shopify) {
    const { wants } = shopify
    const wanted = definitions.filter(({ name, isDefault = false }) => wants?.(name, isDefault) ?? true)
    const { plans, denied } = await discoverStreams(shopify, wanted)
    // Discovery offers what can be read; a run is told what it asks for in vain.
    return [...openStreams(plans, shopify), ...(wants ? denied.map(deniedStream) : [])]
  },
  concurrency,
})
