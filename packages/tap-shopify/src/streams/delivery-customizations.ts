import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/DeliveryCustomization */
export const deliveryCustomizations = shopifyStream({
  name: 'delivery_customizations',
  type: 'DeliveryCustomization',
  description: 'Functions that change ways of delivery.',
  root: 'deliveryCustomizations',
  find: whole,
  fields: `id title enabled functionId`,
})
