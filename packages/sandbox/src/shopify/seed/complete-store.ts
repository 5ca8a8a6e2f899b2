import { Random } from '../../random.ts'
import { generateAbandonedCheckouts } from '../abandoned-checkouts/generate.ts'
import { generateCollections } from '../collections/generate.ts'
import { generateCompanies } from '../companies/generate.ts'
import { generateContent } from '../content/generate.ts'
import { generateDiscounts } from '../discounts/generate.ts'
import { generateDraftOrders } from '../draft-orders/generate.ts'
import { generateEvents, gone } from '../events/generate.ts'
import { fulfillmentOrderOf } from '../fulfillment-orders/generate.ts'
import { generateGiftCards } from '../gift-cards/generate.ts'
import {
  generateInventoryItems,
  generateInventoryLevels,
  generateLocations,
} from '../inventory/generate.ts'
import { generateMarkets } from '../markets/generate.ts'
import { generateMetafieldDefinitions, generateMetafields } from '../metafields/generate.ts'
import { generateMetaobjects } from '../metaobjects/generate.ts'
import { withAftermath } from '../orders/aftermath.ts'
import { generatePayments, paymentTypes } from '../payments/generate.ts'
import type { StoreContents } from '../store/store.ts'
import type { Row } from '../store/table.ts'
import { generateTransfers } from '../transfers/generate.ts'
import { refundDeepOrder } from './deepen.ts'
import type { Deep, World } from './world.ts'

/** How a store is completed. */
export interface Completion {
  readonly seed: number
  /** The moment up to which the store has grown. */
  readonly now: number
  /** Moments at which many records were touched at once. */
  readonly updates: readonly number[]
  /** What share of the delivered orders comes back, in part. */
  readonly refundShare: number
  /**
   * Whether to invent what does not follow from sales: collections, discounts, drafts, pages, …, and
   * what was deleted before anybody looked.
   */
  readonly isInvented: boolean
  /** The records that are to hold more than any page can show. */
  readonly deep?: Deep
}

/**
 * A store with all that follows from its customers, orders and products: payments and deliveries,
 * stock, discounts, drafts, … Each subject has a randomness of its own, so that one does not move
 * the others.
 */
export function completeStore(contents: StoreContents, completion: Completion): StoreContents {
  const { shop, customers, products } = contents
  const { seed, now, updates, refundShare, isInvented, deep } = completion
  const random = (...purpose: (string | number)[]) => new Random(seed, ...purpose)
  const locations = generateLocations(shop.createdAt)
  const senders = locations
    .filter(({ isActive, isFulfillmentService }) => isActive && !isFulfillmentService)
    .map(({ id }) => id)
  const orders = contents.orders.map((order) => {
    const settings = { locationIds: senders, refundShare }
    const followed = withAftermath(order, settings, random('aftermath', order.id))
    return order.id === deep?.orderId ? refundDeepOrder(followed) : followed
  })
  const world: World = { shop, customers, orders, products, now, updates, deep, random }
  const variants = products.flatMap((product) => product.variants)
  const inventions: Record<string, () => readonly Row[]> = {
    Collection: () => generateCollections(world),
    DiscountNode: () => generateDiscounts(world),
    DraftOrder: () => generateDraftOrders(world),
    AbandonedCheckout: () => generateAbandonedCheckouts(world),
    GiftCard: () => generateGiftCards(world),
    InventoryTransfer: () => generateTransfers(world),
    ...together(['Company', 'CompanyContact', 'CompanyLocation'], () => generateCompanies(world)),
    ...together(['Article', 'Blog', 'Comment', 'Page'], () => generateContent(world)),
    ...together(['Market', 'PriceList'], () => generateMarkets(world)),
    ...together(['Metaobject', 'MetaobjectDefinition'], () => generateMetaobjects(world)),
    MetafieldDefinition: () => generateMetafieldDefinitions(shop.createdAt),
    Metafield: () => generateMetafields(records, random('metafields'), deep?.productId),
  }
  const subjects: Record<string, () => readonly Row[]> = {
    Location: () => locations,
    InventoryItem: () => generateInventoryItems(variants, random('inventory items')),
    InventoryLevel: () => generateInventoryLevels(variants, locations, random('inventory levels')),
    FulfillmentOrder: () => orders.map((order) => fulfillmentOrderOf(order, senders[0] ?? 0)),
    ...together(paymentTypes, () => generatePayments(world)),
    ...(isInvented ? inventions : {}),
    Event: () => generateEvents(records, isInvented ? gone : [], now, random('events')),
  }
  const others = Object.fromEntries(
    Object.entries(subjects).map(([type, make]) => [type, once(make)]),
  )
  const records: Record<string, () => readonly Row[]> = {
    ...others,
    Customer: () => customers,
    Order: () => orders,
    Product: () => products,
    ProductVariant: () => variants,
    Shop: () => [shop],
  }
  return { ...contents, orders, others }
}

/** Tables that are made in one go, when the first of them is asked for. */
function together<Type extends string>(
  types: readonly Type[],
  make: () => Readonly<Record<Type, readonly Row[]>>,
): Record<string, () => readonly Row[]> {
  const makeOnce = once(make)
  return Object.fromEntries(types.map((type) => [type, () => makeOnce()[type]]))
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
