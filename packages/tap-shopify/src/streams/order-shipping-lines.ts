import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ShippingLine */
export const orderShippingLines = shopifyStream({
  name: 'order_shipping_lines',
  type: 'ShippingLine',
  description: 'Ways of shipping that orders were charged for.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'shippingLines', as: 'order' },
  fields: `id title code source carrierIdentifier deliveryCategory custom isRemoved phone
    originalPriceSet discountedPriceSet taxLines { title rate priceSet }`,
})
