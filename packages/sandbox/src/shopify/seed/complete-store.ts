import { Random } from '../../random.ts'
import { fulfillmentOrderOf } from '../fulfillment-orders/generate.ts'
import {
  generateInventoryItems,
  generateInventoryLevels,
  generateLocations,
} from '../inventory/generate.ts'
import { withAftermath } from '../orders/aftermath.ts'
import type { StoreContents } from '../store/store.ts'

/** How a store is completed. */
export interface Completion {
  readonly seed: number
  /** What share of the delivered orders comes back, in part. */
  readonly refundShare: number
}

/**
 * A store with all that follows from its customers, orders and products: payments and deliveries,
 * stock, … Each subject has a randomness of its own, so that one does not move the others.
 */
export function completeStore(
  contents: StoreContents,
  { seed, refundShare }: Completion,
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
  return {
    ...contents,
    orders,
    others: {
      Location: locations,
      InventoryItem: generateInventoryItems(variants, random('inventory items')),
      InventoryLevel: generateInventoryLevels(variants, locations, random('inventory levels')),
      FulfillmentOrder: orders.map((order) => fulfillmentOrderOf(order, senders[0]?.id ?? 0)),
    },
  }
}
