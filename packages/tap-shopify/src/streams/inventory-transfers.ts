import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryTransfer */
export const inventoryTransfers = shopifyStream({
  name: 'inventory_transfers',
  type: 'InventoryTransfer',
  description: 'Stock on its way between locations.',
  root: 'inventoryTransfers',
  find: whole,
  deletedAs: ['INVENTORY_TRANSFER'],
  fields: `id name status note referenceName dateCreated tags totalQuantity receivedQuantity
    origin { name } destination { name }
    lineItems { id title totalQuantity shippedQuantity inventoryItem { id } }`,
})
