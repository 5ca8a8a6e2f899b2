import type { SortKey } from '../paging/sort-key.ts'
import type { SearchableKind } from '../search/search-index.ts'
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
export const variantSortKeys = {
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
} satisfies Record<string, SortKey<ProductVariantRecord>>

/** A value of `ProductVariantSortKeys`. */
export type VariantSortName = keyof typeof variantSortKeys

/** What the variants of a store can be filtered by; some of it is their product's. */
export function searchableVariants(store: ShopifyStore): SearchableKind<ProductVariantRecord> {
  const ofProduct = (variant: ProductVariantRecord, of: (product: ProductRecord) => string) => {
    const product = store.products.get(variant.productId)
    return product === undefined ? null : of(product)
  }
  return {
    type: 'ProductVariant',
    fields: {
      barcode: { type: 'keyword', of: (variant) => variant.barcode },
      id: { type: 'id', of: (variant) => variant.id },
      inventory_quantity: { type: 'integer', of: (variant) => variant.inventoryQuantity },
      product_id: { type: 'id', of: (variant) => variant.productId },
      product_status: {
        type: 'keyword',
        of: (variant) => ofProduct(variant, (product) => product.status),
      },
      product_type: {
        type: 'keyword',
        of: (variant) => ofProduct(variant, (product) => product.productType),
      },
      sku: { type: 'keyword', of: (variant) => variant.sku },
      taxable: { type: 'boolean', of: (variant) => variant.taxable },
      title: { type: 'text', of: (variant) => variant.title },
      updated_at: { type: 'time', of: (variant) => variant.updatedAt },
      vendor: {
        type: 'keyword',
        of: (variant) => ofProduct(variant, (product) => product.vendor),
      },
    },
    text: (variant) => [variant.title, variant.sku, variant.barcode].join(' '),
    sortKeys: variantSortKeys,
  }
}
