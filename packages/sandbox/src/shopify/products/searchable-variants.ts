import type { SearchableProperties } from '../api/schema-part.ts'
import type { SortKey } from '../paging/sort-key.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { ProductRecord, ProductVariantRecord } from './record.ts'

const byId: SortKey<ProductVariantRecord> = { type: 'number', of: (variant) => variant.id }
const byStock: SortKey<ProductVariantRecord> = {
  type: 'number',
  of: (variant) => variant.inventoryQuantity,
}
const byTitle: SortKey<ProductVariantRecord> = {
  type: 'text',
  of: (variant) => variant.title.toLowerCase(),
}

const byPosition: SortKey<ProductVariantRecord> = {
  type: 'number',
  of: (variant) => variant.position,
}
const bySku: SortKey<ProductVariantRecord> = { type: 'text', of: (variant) => variant.sku }

/** What variants can be sorted by, within a product and over all. There is no `UPDATED_AT`. */
const variantSortKeys = {
  FULL_TITLE: byTitle,
  ID: byId,
  INVENTORY_LEVELS_AVAILABLE: byStock,
  INVENTORY_MANAGEMENT: byId,
  INVENTORY_POLICY: byId,
  INVENTORY_QUANTITY: byStock,
  NAME: byTitle,
  POPULAR: byId,
  POSITION: byPosition,
  RELEVANCE: byId,
  SKU: bySku,
  TITLE: byTitle,
}

/** What the variants of a store can be filtered by; some of it is their product's. */
export function searchableVariants(
  store: ShopifyStore,
): SearchableProperties<ProductVariantRecord> {
  const ofProduct = (of: (product: ProductRecord) => string) => (variant: ProductVariantRecord) => {
    const product = store.products.get(variant.productId)
    return product === undefined ? null : of(product)
  }
  return {
    fields: {
      product_status: { type: 'keyword', of: ofProduct((product) => product.status) },
      product_type: { type: 'keyword', of: ofProduct((product) => product.productType) },
      title: { type: 'text', of: (variant) => variant.title },
      vendor: { type: 'keyword', of: ofProduct((product) => product.vendor) },
    },
    text: (variant) => [variant.title, variant.sku, variant.barcode].join(' '),
    sortKeys: variantSortKeys,
  }
}
