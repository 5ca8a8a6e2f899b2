import type { SchemaPart } from '../api/schema-part.ts'
import type { PlannedLine } from '../seed/make-lines.ts'
import { childFinder } from '../store/child-finder.ts'
import type { AbandonedCheckoutRecord } from './record.ts'

const total = ({ unitPrice, quantity }: PlannedLine) => unitPrice * quantity
const unitPrice = (line: PlannedLine) => line.unitPrice
const totalPrice = ({ totalPriceSet }: AbandonedCheckoutRecord) => totalPriceSet

/** Abandoned checkouts: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/AbandonedCheckout */
export const abandonedCheckoutsPart: SchemaPart = {
  resolvers: {
    AbandonedCheckout: {
      abandonedCheckoutUrl: ({ id }: AbandonedCheckoutRecord, _args, { store }) =>
        `https://${store.shop.myshopifyDomain}/checkouts/${id.toString(36)}/recover`,
      billingAddress: ({ shippingAddress }: AbandonedCheckoutRecord) => shippingAddress,
      lineItemsQuantity: ({ lineItems }: AbandonedCheckoutRecord) =>
        lineItems.reduce((sum, { quantity }) => sum + quantity, 0),
      subtotalPriceSet: totalPrice,
      totalLineItemsPriceSet: totalPrice,
    },
    AbandonedCheckoutLineItem: {
      originalUnitPriceSet: unitPrice,
      discountedUnitPriceSet: unitPrice,
      discountedUnitPriceWithCodeDiscount: unitPrice,
      originalTotalPriceSet: total,
      discountedTotalPriceSet: total,
      discountedTotalPriceWithCodeDiscount: total,
    },
  },
  nodes: {
    AbandonedCheckoutLineItem: childFinder(
      'AbandonedCheckout',
      (row: AbandonedCheckoutRecord) => row.lineItems,
    ),
  },
  searchable: {
    AbandonedCheckout: () => ({
      fields: {
        status: {
          type: 'enumeration',
          values: ['closed', 'open'],
          of: ({ completedAt }) => [completedAt === null ? 'open' : 'closed'],
        },
        recovery_state: {
          type: 'enumeration',
          values: ['not_recovered', 'recovered'],
          of: ({ completedAt }) => [completedAt === null ? 'not_recovered' : 'recovered'],
        },
      },
    }),
  },
}
