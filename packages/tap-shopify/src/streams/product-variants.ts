import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant */
export const productVariants = shopifyStream({
  name: 'product_variants',
  type: 'ProductVariant',
  description: 'Variants of products, one by one.',
  root: 'productVariants',
  find: byUpdateUnsorted,
  deletedAs: ['PRODUCT_VARIANT'],
  fields: `id legacyResourceId title displayName sku barcode position price compareAtPrice taxable
    availableForSale inventoryPolicy inventoryQuantity sellableOnlineQuantity requiresComponents
    createdAt updatedAt product { id } inventoryItem { id } selectedOptions { name value }`,
})
