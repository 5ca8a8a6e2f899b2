import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentOrder */
export const fulfillmentOrders = shopifyStream({
  name: 'fulfillment_orders',
  type: 'FulfillmentOrder',
  description: 'What is to be delivered from where.',
  root: 'fulfillmentOrders',
  arguments: 'includeClosed: true',
  find: byUpdate,
  fields: `id status requestStatus orderId orderName orderProcessedAt createdAt updatedAt fulfillAt fulfillBy
    assignedLocation { name address1 address2 city province countryCode zip phone location { id } }
    destination { address1 address2 city province countryCode zip email phone firstName lastName }
    deliveryMethod { id methodType }
    lineItems { id totalQuantity remainingQuantity sku productTitle variantTitle inventoryItemId lineItem { id } }`,
})
