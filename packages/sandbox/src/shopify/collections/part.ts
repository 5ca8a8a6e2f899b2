import type { SchemaPart } from '../api/schema-part.ts'
import { plainText } from '../products/plain-text.ts'
import type { ProductRecord } from '../products/record.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { CollectionRecord } from './record.ts'

/** The products of a collection that are still there. */
function productsOf({ productIds }: CollectionRecord, store: ShopifyStore): ProductRecord[] {
  return productIds.map((id) => store.products.get(id)).filter((product) => product !== undefined)
}

/** Collections: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Collection */
export const collectionsPart: SchemaPart = {
  resolvers: {
    Collection: {
      description: ({ descriptionHtml }: CollectionRecord, { truncateAt }) =>
        plainText(descriptionHtml, truncateAt),
      hasProduct: ({ productIds }: CollectionRecord, { id }: { id: string }) =>
        productIds.some((product) => id.endsWith(`/${product}`)),
      products: (collection: CollectionRecord, _args, { store }) => productsOf(collection, store),
      productsCount: (collection: CollectionRecord, _args, { store }) =>
        productsOf(collection, store).length,
      ruleSet: ({ rule }: CollectionRecord) =>
        rule && {
          appliedDisjunctively: false,
          rules: [{ ...rule, relation: 'EQUALS' }],
        },
    },
    Product: {
      collections: (product: ProductRecord, _args, { store }) =>
        [...store.table<CollectionRecord>('Collection').values()].filter(({ productIds }) =>
          productIds.includes(product.id),
        ),
      inCollection: (product: ProductRecord, { id }: { id: string }, { store }) =>
        [...store.table<CollectionRecord>('Collection').values()].some(
          (collection) =>
            id.endsWith(`/${collection.id}`) && collection.productIds.includes(product.id),
        ),
    },
  },
  searchable: {
    Collection: () => ({
      fields: {
        collection_type: {
          type: 'enumeration',
          values: ['custom', 'smart'],
          of: ({ rule }) => [rule === null ? 'custom' : 'smart'],
        },
        product_id: { type: 'id', of: ({ productIds }) => productIds },
        published_status: {
          type: 'enumeration',
          values: ['published', 'unpublished', 'visible'],
          of: ({ publishedAt }) => [publishedAt === null ? 'unpublished' : 'published', 'visible'],
        },
        title: { type: 'text', of: ({ title }) => title },
      },
    }),
  },
}
