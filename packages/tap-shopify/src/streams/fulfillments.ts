import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Fulfillment */
export const fulfillments = shopifyStream({
  name: 'fulfillments',
  type: 'Fulfillment',
  description: 'Deliveries of orders, with their tracking.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'fulfillments', as: 'order' },
  fields: `id legacyResourceId name status displayStatus requiresShipping totalQuantity createdAt updatedAt
    deliveredAt estimatedDeliveryAt inTransitAt location { id } service { id }
    trackingInfo { company number url }
    fulfillmentLineItems { id quantity originalTotalSet discountedTotalSet lineItem { id } }`,
})
