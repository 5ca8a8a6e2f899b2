import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund */
export const orderRefunds = shopifyStream({
  name: 'order_refunds',
  type: 'Refund',
  description: 'Refunds of orders, with what was taken back.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'refunds', as: 'order' },
  fields: `id legacyResourceId note createdAt updatedAt totalRefundedSet return { id }
    refundLineItems { id quantity restockType restocked priceSet subtotalSet totalTaxSet lineItem { id } location { id } }
    refundShippingLines { id subtotalAmountSet taxAmountSet }
    orderAdjustments { id reason amountSet taxAmountSet }
    transactions { id }`,
})
