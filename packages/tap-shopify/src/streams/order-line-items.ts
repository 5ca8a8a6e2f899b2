import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'
import { lineItemsWitness } from './line-items-witness.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/LineItem */
export const orderLineItems = shopifyStream({
  name: 'order_line_items',
  type: 'LineItem',
  description: 'Line items of orders, one by one.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'lineItems', as: 'order' },
  witnesses: { 'Order.lineItems': lineItemsWitness },
  fields: `id title name sku vendor variantTitle quantity currentQuantity unfulfilledQuantity refundableQuantity
    requiresShipping taxable isGiftCard originalUnitPriceSet originalTotalSet discountedUnitPriceSet
    discountedTotalSet totalDiscountSet product { id } variant { id }
    customAttributes { key value } taxLines { title rate priceSet }
    discountAllocations { allocatedAmountSet }`,
})
