import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/CartTransform */
export const cartTransforms = shopifyStream({
  name: 'cart_transforms',
  type: 'CartTransform',
  description: 'Functions that change carts.',
  root: 'cartTransforms',
  find: whole,
  fields: `id functionId blockOnFailure`,
})
