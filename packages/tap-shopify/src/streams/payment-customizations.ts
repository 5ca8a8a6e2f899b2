import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/PaymentCustomization */
export const paymentCustomizations = shopifyStream({
  name: 'payment_customizations',
  type: 'PaymentCustomization',
  description: 'Functions that change ways of payment.',
  root: 'paymentCustomizations',
  find: whole,
  fields: `id title enabled functionId`,
})
