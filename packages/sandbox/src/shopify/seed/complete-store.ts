import { Random } from '../../random.ts'
import { generateEvents } from '../events/generate.ts'
import { fulfillmentOrderOf } from '../fulfillment-orders/generate.ts'
import {
  generateInventoryItems,
  generateInventoryLevels,
  generateLocations,
} from '../inventory/generate.ts'
import { generateMetafieldDefinitions, generateMetafields } from '../metafields/generate.ts'
import { withAftermath } from '../orders/aftermath.ts'
import type { StoreContents } from '../store/store.ts'
import type { Row } from '../store/table.ts'

/** How a store is completed. */
export interface Completion {
  readonly seed: number
  /** The moment up to which the store has grown. */
  readonly now: number
  /** What share of the delivered orders comes back, in part. */
  readonly refundShare: number
}

/**
 * A store with all that follows from its customers, orders and products: payments and deliveries,
 * stock, … Each subject has a randomness of its own, so that one does not move the others.
 */
export function completeStore(
  contents: StoreContents,
  { seed, now, refundShare }: Completion,
): StoreContents {
  const { shop, products } = contents
  const random = (...purpose: (string | number)[]) => new Random(seed, ...purpose)
  const locations = generateLocations(shop.createdAt)
  const senders = locations.filter(
    ({ isActive, isFulfillmentService }) => isActive && !isFulfillmentService,
  )
  const settings = { locationIds: senders.map(({ id }) => id), refundShare }
  const orders = contents.orders.map((order) =>
    withAftermath(order, settings, random('aftermath', order.id)),
  )
  const variants = products.flatMap((product) => product.variants)
  const others: Record<string, readonly Row[]> = {
    Location: locations,
    InventoryItem: generateInventoryItems(variants, random('inventory items')),
    InventoryLevel: generateInventoryLevels(variants, locations, random('inventory levels')),
    FulfillmentOrder: orders.map((order) => fulfillmentOrderOf(order, senders[0]?.id ?? 0)),
    MetafieldDefinition: generateMetafieldDefinitions(shop.createdAt),
  }
  const records = {
    ...others,
    Customer: contents.customers,
    Order: orders,
    Product: products,
    ProductVariant: variants,
    Shop: [shop],
  }
  return {
    ...contents,
    orders,
    others: {
      ...others,
      Metafield: generateMetafields(records, random('metafields')),
      Event: generateEvents(records, now, random('events')),
    },
  }
}
