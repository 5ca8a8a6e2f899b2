import { type ConnectContext, defineTap, packageVersion } from '@descant/sdk'
import { accessOf } from './client/access.ts'
import { Shopify } from './client/shopify.ts'
import type { StreamDefinition } from './discovery/stream-definition.ts'
import { offeredStreams } from './offered-streams.ts'
import { settingsOf } from './settings.ts'
import { settingsSchema } from './settings-schema.ts'
import * as streams from './streams/all.ts'

/** The streams of the tap; a new one is added to `streams/all.ts`. */
const definitions: readonly StreamDefinition[] = Object.values(streams)

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
  streams: (shopify) => offeredStreams(shopify, definitions, shopify.wants),
  concurrency,
})
