import type { SchemaPart } from '../api/schema-part.ts'
import { plainText } from './plain-text.ts'
import type { ProductRecord, ProductVariantRecord } from './record.ts'
import { searchableProducts, totalInventory } from './searchable.ts'
import { searchableVariants } from './searchable-variants.ts'

/** Products and their variants: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Product */
export const productsPart: SchemaPart = {
  resolvers: {
    Product: {
      description: ({ descriptionHtml }: ProductRecord, { truncateAt }) =>
        plainText(descriptionHtml, truncateAt),
      hasOnlyDefaultVariant: (product: ProductRecord) =>
        product.variants.length === 1 && product.variants[0]?.title === 'Default Title',
      hasOutOfStockVariants: (product: ProductRecord) =>
        product.variants.some((variant) => variant.inventoryQuantity <= 0),
      totalInventory,
      tracksInventory: () => true,
      variantsCount: (product: ProductRecord) => product.variants.length,
    },
    ProductVariant: {
      availableForSale: (variant: ProductVariantRecord) => variant.inventoryQuantity > 0,
      displayName: (variant: ProductVariantRecord, _args, { store }) =>
        `${store.products.get(variant.productId)?.title} - ${variant.title}`,
      inventoryPolicy: () => 'DENY',
    },
  },
  searchable: { Product: () => searchableProducts, ProductVariant: searchableVariants },
}
