import type { ConnectContext, Stream } from '@descant/sdk'
import type { Shopify } from './client/shopify.ts'
import { Discovery } from './discovery/discovery.ts'
import type { StreamDefinition } from './discovery/stream-definition.ts'
import { withMetafieldColumns } from './metafields/metafield-columns.ts'
import { metafieldStreams } from './metafields/metafield-streams.ts'
import { metaobjectStreams } from './metafields/metaobject-streams.ts'
import { deniedStream, openStreams } from './open-streams.ts'
import type { Settings } from './settings.ts'

/** Types of metaobjects, asked about together with the others. */
const metaobjectTypes = ['Metaobject', 'MetaobjectField']

const metaobjectScopes = ['read_metaobjects', 'read_metaobject_definitions']

/**
 * The streams that a shop offers, of those that a run asks for. What is asked for and the token may not
 * see is a stream that fails and says why; in discovery it is left out.
 *
 * @param definitions The streams that the tap knows, beside those of metafields and metaobjects.
 */
export async function offeredStreams(
  shopify: Shopify,
  definitions: readonly StreamDefinition[],
  wants: ConnectContext['wants'],
): Promise<readonly Stream<Shopify>[]> {
  const { settings } = shopify
  const isWanted = ({ name, isDefault = false }: StreamDefinition) =>
    wants?.(name, isDefault) ?? true
  const all = [...definitions, ...metafieldStreams(definitions)]
    .filter(isWanted)
    .map((definition) => withSettings(definition, settings))
  const wanted = settings.metafieldColumns ? await withMetafieldColumns(shopify, all) : all
  const mayWantMetaobjects = !isByDefault(wants)
  const discovery = new Discovery(shopify)
  const offer = await discovery.plan(wanted, mayWantMetaobjects ? metaobjectTypes : [])
  const streams = [
    ...openStreams(offer.plans, shopify),
    ...(wants ? offer.denied.map(deniedStream) : []),
  ]
  const isVisible = metaobjectScopes.every((scope) => shopify.granted.hasOneOf([scope]))
  if (!mayWantMetaobjects || !isVisible) return streams
  const metaobjects = (await metaobjectStreams(shopify)).filter(isWanted)
  const { plans } = await discovery.plan(metaobjects)
  return [...streams, ...openStreams(plans, shopify)]
}

/** A stream as the settings want it. */
function withSettings(
  definition: StreamDefinition,
  { fulfillmentOrdersIncludeClosed }: Settings,
): StreamDefinition {
  if (definition.root !== 'fulfillmentOrders' || fulfillmentOrdersIncludeClosed) return definition
  return { ...definition, arguments: 'includeClosed: false' }
}

/** Whether nothing names streams, and those are read that are selected by default. */
const isByDefault = (wants: ConnectContext['wants']): boolean =>
  wants?.('', true) === true && !wants('', false)
