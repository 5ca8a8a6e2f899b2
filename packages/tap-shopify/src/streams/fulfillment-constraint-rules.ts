import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentConstraintRule */
export const fulfillmentConstraintRules = shopifyStream({
  name: 'fulfillment_constraint_rules',
  type: 'FulfillmentConstraintRule',
  description: 'Functions that constrain how orders are fulfilled.',
  root: 'fulfillmentConstraintRules',
  find: whole,
  fields: `id deliveryMethodTypes`,
})
