import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryItem */
export const inventoryItems = shopifyStream({
  name: 'inventory_items',
  type: 'InventoryItem',
  description: 'What is held in stock: one for each variant.',
  root: 'inventoryItems',
  find: byUpdateUnsorted,
  fields: `id legacyResourceId sku tracked requiresShipping countryCodeOfOrigin provinceCodeOfOrigin
    harmonizedSystemCode unitCost createdAt updatedAt measurement { id weight { value unit } }
    countryHarmonizedSystemCodes { countryCode harmonizedSystemCode }`,
})
