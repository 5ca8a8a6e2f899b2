import { compared, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryLevel */
export const inventoryLevels = shopifyStream({
  name: 'inventory_levels',
  type: 'InventoryLevel',
  description: 'How much of an item is at a location.',
  root: 'locations',
  arguments: 'includeInactive: true, includeLegacy: true',
  find: compared,
  through: {
    type: 'Location',
    path: 'inventoryLevels',
    as: 'location',
    arguments: 'query: $filter, includeInactive: true',
    isSearched: true,
  },
  fields: `id isActive createdAt updatedAt item { id } location { id }
    quantities(names: ["available", "committed", "damaged", "incoming", "on_hand", "quality_control",
      "reserved", "safety_stock"]) { name quantity updatedAt }`,
})
