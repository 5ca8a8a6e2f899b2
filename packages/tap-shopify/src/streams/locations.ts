import { compared, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Location */
export const locations = shopifyStream({
  name: 'locations',
  type: 'Location',
  description: 'Places where stock is held, those out of use included.',
  root: 'locations',
  arguments: 'includeInactive: true, includeLegacy: true',
  find: compared,
  scopes: ['read_locations'],
  fields: `id legacyResourceId name isActive activatable deactivatable deactivatedAt fulfillsOnlineOrders
    hasActiveInventory isFulfillmentService shipsInventory address createdAt updatedAt
    fulfillmentService { id }`,
})
