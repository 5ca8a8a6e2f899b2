import { findNode } from '../api/find-node.ts'
import { connectionTypes, PAGE_ARGUMENTS, type SchemaPart } from '../api/schema-part.ts'
import { nestedConnection, tableConnection, tableCount } from '../paging/connection.ts'
import { gid } from '../store/ids.ts'
import type { ProductRecord, ProductVariantRecord } from './record.ts'
import { searchableProducts, totalInventory } from './searchable.ts'
import { searchableVariants, type VariantSortName, variantSortKeys } from './searchable-variants.ts'

const plainText = (html: string) => html.replace(/<[^>]*>/g, '')

/** Products and their variants: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Product */
export const productsPart: SchemaPart = {
  sdl: `
extend type QueryRoot {
  product(id: ID!): Product
  productVariant(id: ID!): ProductVariant
  productVariants(${PAGE_ARGUMENTS}, query: String, reverse: Boolean = false, savedSearchId: ID, sortKey: ProductVariantSortKeys = ID): ProductVariantConnection!
  productVariantsCount(limit: Int = 10000, query: String): Count
  products(${PAGE_ARGUMENTS}, query: String, reverse: Boolean = false, savedSearchId: ID, sortKey: ProductSortKeys = ID): ProductConnection!
  productsCount(limit: Int = 10000, query: String, savedSearchId: ID): Count
}
${connectionTypes('Product')}
${connectionTypes('ProductVariant')}
enum ProductSortKeys {
  CREATED_AT ID INVENTORY_TOTAL PRODUCT_TYPE PUBLISHED_AT RELEVANCE TITLE UPDATED_AT VENDOR
}
enum ProductVariantSortKeys {
  FULL_TITLE ID INVENTORY_LEVELS_AVAILABLE INVENTORY_MANAGEMENT INVENTORY_POLICY INVENTORY_QUANTITY
  NAME POPULAR POSITION RELEVANCE SKU TITLE
}

type Product implements LegacyInteroperability & Node {
  createdAt: DateTime!
  description(truncateAt: Int): String!
  descriptionHtml: HTML!
  handle: String!
  hasOnlyDefaultVariant: Boolean!
  hasOutOfStockVariants: Boolean!
  id: ID!
  isGiftCard: Boolean!
  legacyResourceId: UnsignedInt64!
  productType: String!
  publishedAt: DateTime
  status: ProductStatus!
  tags: [String!]!
  templateSuffix: String
  title: String!
  totalInventory: Int!
  tracksInventory: Boolean!
  updatedAt: DateTime!
  variants(${PAGE_ARGUMENTS}, reverse: Boolean = false, sortKey: ProductVariantSortKeys = POSITION): ProductVariantConnection!
  variantsCount: Count
  vendor: String!
}
enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }

type ProductVariant implements LegacyInteroperability & Node {
  availableForSale: Boolean!
  barcode: String
  compareAtPrice: Money
  createdAt: DateTime!
  displayName: String!
  id: ID!
  inventoryItem: InventoryItem!
  inventoryPolicy: ProductVariantInventoryPolicy!
  inventoryQuantity: Int
  legacyResourceId: UnsignedInt64!
  position: Int!
  price: Money!
  product: Product!
  sku: String
  taxable: Boolean!
  title: String!
  updatedAt: DateTime!
}
enum ProductVariantInventoryPolicy { CONTINUE DENY }

type InventoryItem implements LegacyInteroperability & Node {
  createdAt: DateTime!
  id: ID!
  legacyResourceId: UnsignedInt64!
  requiresShipping: Boolean!
  sku: String
  tracked: Boolean!
  updatedAt: DateTime!
}
`,
  resolvers: {
    QueryRoot: {
      product: (_source, { id }, context) => findNode(id, context, 'Product'),
      productVariant: (_source, { id }, context) => findNode(id, context, 'ProductVariant'),
      productVariants: (_source, args, context, info) =>
        tableConnection(
          searchableVariants(context.store),
          context.store.variants,
          args,
          context,
          info,
        ),
      productVariantsCount: (_source, args, context, info) =>
        tableCount(searchableVariants(context.store), context.store.variants, args, context, info),
      products: (_source, args, context, info) =>
        tableConnection(searchableProducts, context.store.products, args, context, info),
      productsCount: (_source, args, context, info) =>
        tableCount(searchableProducts, context.store.products, args, context, info),
    },
    Product: {
      id: (product: ProductRecord) => gid('Product', product.id),
      legacyResourceId: (product: ProductRecord) => product.id,
      description: (product: ProductRecord, { truncateAt }) => {
        const text = plainText(product.descriptionHtml)
        return truncateAt == null ? text : [...text].slice(0, truncateAt).join('')
      },
      hasOnlyDefaultVariant: (product: ProductRecord) =>
        product.variants.length === 1 && product.variants[0]?.title === 'Default Title',
      hasOutOfStockVariants: (product: ProductRecord) =>
        product.variants.some((variant) => variant.inventoryQuantity <= 0),
      isGiftCard: () => false,
      templateSuffix: () => null,
      totalInventory,
      tracksInventory: () => true,
      variants: (product: ProductRecord, args, context) =>
        nestedConnection(
          product.variants,
          variantSortKeys[args.sortKey as VariantSortName],
          args,
          context,
        ),
      variantsCount: (product: ProductRecord) => ({
        count: product.variants.length,
        precision: 'EXACT',
      }),
    },
    ProductVariant: {
      id: (variant: ProductVariantRecord) => gid('ProductVariant', variant.id),
      legacyResourceId: (variant: ProductVariantRecord) => variant.id,
      availableForSale: (variant: ProductVariantRecord) => variant.inventoryQuantity > 0,
      displayName: (variant: ProductVariantRecord, _args, { store }) =>
        `${store.products.get(variant.productId)?.title} - ${variant.title}`,
      inventoryPolicy: () => 'DENY',
      inventoryItem: (variant: ProductVariantRecord) => ({
        ...variant,
        id: variant.inventoryItemId,
      }),
      product: (variant: ProductVariantRecord, _args, { store }) =>
        store.products.get(variant.productId),
    },
    InventoryItem: {
      id: (item: { id: number }) => gid('InventoryItem', item.id),
      legacyResourceId: (item: { id: number }) => item.id,
      requiresShipping: () => true,
      tracked: () => true,
    },
  },
  scopes: {
    Product: 'read_products',
    ProductVariant: 'read_products',
    'QueryRoot.productsCount': 'read_products',
    'QueryRoot.productVariantsCount': 'read_products',
  },
  nodes: {
    Product: (id, { store }) => store.products.get(id),
    ProductVariant: (id, { store }) => store.variants.get(id),
  },
}
