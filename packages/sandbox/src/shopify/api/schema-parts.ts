import { abandonedCheckoutsPart } from '../abandoned-checkouts/part.ts'
import { bulkPart } from '../bulk/part.ts'
import { collectionsPart } from '../collections/part.ts'
import { companiesPart } from '../companies/part.ts'
import { contentPart } from '../content/part.ts'
import { customersPart } from '../customers/part.ts'
import { discountsPart } from '../discounts/part.ts'
import { draftOrdersPart } from '../draft-orders/part.ts'
import { eventsPart } from '../events/part.ts'
import { fulfillmentOrdersPart } from '../fulfillment-orders/part.ts'
import { giftCardsPart } from '../gift-cards/part.ts'
import { inventoryPart } from '../inventory/part.ts'
import { marketsPart } from '../markets/part.ts'
import { metafieldsPart } from '../metafields/part.ts'
import { metaobjectsPart } from '../metaobjects/part.ts'
import { afterSalePart } from '../orders/after-sale-part.ts'
import { ordersPart } from '../orders/part.ts'
import { paymentsPart } from '../payments/part.ts'
import { productsPart } from '../products/part.ts'
import { shopPart } from '../shop/part.ts'
import { basePart } from './base-part.ts'
import type { Resolver, SchemaPart } from './schema-part.ts'

/** The subjects of the API. A new one is added here. */
const schemaParts: readonly SchemaPart[] = [
  basePart,
  bulkPart,
  abandonedCheckoutsPart,
  collectionsPart,
  companiesPart,
  contentPart,
  discountsPart,
  draftOrdersPart,
  giftCardsPart,
  marketsPart,
  metaobjectsPart,
  paymentsPart,
  afterSalePart,
  customersPart,
  eventsPart,
  fulfillmentOrdersPart,
  inventoryPart,
  metafieldsPart,
  ordersPart,
  productsPart,
  shopPart,
]

/** What all parts say in one respect, by name. */
function gather<Value>(of: (part: SchemaPart) => Readonly<Record<string, Value>> | undefined) {
  return Object.assign(Object.create(null), ...schemaParts.map(of)) as Readonly<
    Record<string, Value | undefined>
  >
}

/** How things are found that have no table of their own. */
export const finders = gather((part) => part.nodes)

/** Which records of a type a token may see. */
export const visibility = gather((part) => part.visible)

/** What searches of a type know beyond the properties of its records. */
export const searchable = gather((part) => part.searchable)

/** The resolver of a field, where some part has one. */
export function resolverOf(type: string, field: string): Resolver | undefined {
  for (const { resolvers } of schemaParts) {
    const resolver = resolvers?.[type]?.[field]
    if (resolver !== undefined) return resolver
  }
  for (const { resolvers } of schemaParts) {
    const resolver = resolvers?.['*']?.[field]
    if (resolver !== undefined) return resolver
  }
  return undefined
}
