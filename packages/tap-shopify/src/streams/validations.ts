import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Validation */
export const validations = shopifyStream({
  name: 'validations',
  type: 'Validation',
  description: 'Functions that check carts and checkouts.',
  root: 'validations',
  find: whole,
  fields: `id title enabled blockOnFailure`,
})
