import type { SearchableProperties } from '../api/schema-part.ts'
import type { ProductRecord } from './record.ts'

/** What is left of a product in stock, over all its variants. */
export function totalInventory(product: ProductRecord): number {
  return product.variants.reduce((sum, variant) => sum + variant.inventoryQuantity, 0)
}

/** What products can be filtered and sorted by. */
export const searchableProducts: SearchableProperties<ProductRecord> = {
  fields: {
    created_at: { type: 'time', of: (product) => product.createdAt },
    handle: { type: 'keyword', of: (product) => product.handle },
    id: { type: 'id', of: (product) => product.id },
    inventory_total: { type: 'integer', of: totalInventory },
    price: { type: 'money', of: (product) => product.variants.map((variant) => variant.price) },
    product_type: { type: 'keyword', of: (product) => product.productType },
    published_at: { type: 'time', of: (product) => product.publishedAt },
    sku: {
      type: 'keyword',
      of: (product) => product.variants.map(({ sku }) => sku).filter((sku) => sku !== null),
    },
    status: {
      type: 'enumeration',
      values: ['active', 'archived', 'draft', 'unlisted'],
      of: (product) => [product.status.toLowerCase()],
    },
    tag: { type: 'keyword', of: (product) => product.tags },
    title: { type: 'text', of: (product) => product.title },
    updated_at: { type: 'time', of: (product) => product.updatedAt },
    variant_id: { type: 'id', of: (product) => product.variants.map(({ id }) => id) },
    vendor: { type: 'keyword', of: (product) => product.vendor },
  },
  text: (product) =>
    [product.title, product.vendor, product.productType, ...product.tags].join(' '),
  sortKeys: {
    CREATED_AT: { type: 'time', of: (product) => product.createdAt },
    ID: { type: 'number', of: (product) => product.id },
    INVENTORY_TOTAL: { type: 'number', of: totalInventory },
    PRODUCT_TYPE: { type: 'text', of: (product) => product.productType.toLowerCase() },
    PUBLISHED_AT: { type: 'time', of: (product) => product.publishedAt },
    RELEVANCE: { type: 'number', of: (product) => product.id },
    TITLE: { type: 'text', of: (product) => product.title.toLowerCase() },
    UPDATED_AT: { type: 'time', of: (product) => product.updatedAt },
    VENDOR: { type: 'text', of: (product) => product.vendor.toLowerCase() },
  },
}
