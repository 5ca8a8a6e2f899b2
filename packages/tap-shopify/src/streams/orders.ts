import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'
import { lineItemsWitness } from './line-items-witness.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Order */
export const orders = shopifyStream({
  name: 'orders',
  type: 'Order',
  description: 'Orders with their line items; the last 60 days without the scope read_all_orders.',
  root: 'orders',
  find: byUpdate,
  deletedAs: ['ORDER'],
  isDefault: true,
  witnesses: { 'Order.lineItems': lineItemsWitness },
  fields: `id legacyResourceId name email phone createdAt updatedAt processedAt cancelledAt currencyCode
    displayFinancialStatus displayFulfillmentStatus test tags note customer { id }
    totalPriceSet subtotalPriceSet totalTaxSet totalDiscountsSet shippingAddress
    lineItems {
      id title sku quantity currentQuantity originalUnitPriceSet discountedTotalSet
      product { id } variant { id }
    }`,
})
