import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Product */
export const products = shopifyStream({
  name: 'products',
  type: 'Product',
  description: 'Products with their variants; drafts and archived ones too.',
  root: 'products',
  find: byUpdate,
  deletedAs: ['PRODUCT'],
  isDefault: true,
  fields: `id legacyResourceId title handle status vendor productType tags createdAt updatedAt publishedAt
    totalInventory variants { id sku title price updatedAt }`,
})
