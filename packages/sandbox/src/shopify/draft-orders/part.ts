import type { SchemaPart } from '../api/schema-part.ts'
import type { PlannedLine } from '../seed/make-lines.ts'
import { childFinder } from '../store/child-finder.ts'
import type { DraftOrderRecord } from './record.ts'

const total = ({ unitPrice, quantity }: PlannedLine) => unitPrice * quantity
const totalPrice = ({ totalPriceSet }: DraftOrderRecord) => totalPriceSet

/** Draft orders: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/DraftOrder */
export const draftOrdersPart: SchemaPart = {
  resolvers: {
    DraftOrder: {
      billingAddress: ({ shippingAddress }: DraftOrderRecord) => shippingAddress,
      billingAddressMatchesShippingAddress: () => true,
      currencyCode: (_draft, _args, { store }) => store.shop.currencyCode,
      presentmentCurrencyCode: (_draft, _args, { store }) => store.shop.currencyCode,
      lineItemsSubtotalPrice: totalPrice,
      subtotalPriceSet: totalPrice,
      totalLineItemsPriceSet: totalPrice,
      totalQuantityOfLineItems: ({ lineItems }: DraftOrderRecord) =>
        lineItems.reduce((sum, { quantity }) => sum + quantity, 0),
      ready: () => true,
    },
    DraftOrderLineItem: {
      custom: ({ variantId }: PlannedLine) => variantId === null,
      name: ({ title, variantTitle }: PlannedLine) =>
        variantTitle === null ? title : `${title} - ${variantTitle}`,
      originalUnitPriceSet: ({ unitPrice }: PlannedLine) => unitPrice,
      originalUnitPriceWithCurrency: ({ unitPrice }: PlannedLine) => unitPrice,
      approximateDiscountedUnitPriceSet: ({ unitPrice }: PlannedLine) => unitPrice,
      discountedUnitPriceSet: ({ unitPrice }: PlannedLine) => unitPrice,
      originalTotalSet: total,
      discountedTotalSet: total,
      requiresShipping: () => true,
      taxable: () => true,
      uuid: ({ id }: PlannedLine) =>
        `00000000-0000-4000-8000-${String(id).padStart(12, '0').slice(-12)}`,
    },
  },
  nodes: {
    DraftOrderLineItem: childFinder('DraftOrder', (row: DraftOrderRecord) => row.lineItems),
  },
}
