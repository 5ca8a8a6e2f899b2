import { moneyOf } from '../api/money-values.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import { plainText } from './plain-text.ts'
import type { ProductRecord, ProductVariantRecord } from './record.ts'
import { searchableProducts, totalInventory } from './searchable.ts'
import { searchableVariants } from './searchable-variants.ts'

/** The one picture that each product has. */
function imagesOf({ id, createdAt, updatedAt, title }: ProductRecord, domain: string) {
  const url = `https://${domain}/cdn/products/${id}.jpg`
  const image = {
    id: `gid://shopify/ImageSource/${id}`,
    altText: title,
    url,
    width: 800,
    height: 600,
  }
  return [
    {
      __typename: 'MediaImage',
      id,
      createdAt,
      updatedAt,
      alt: title,
      mediaContentType: 'IMAGE',
      mimeType: 'image/jpeg',
      fileStatus: 'READY',
      status: 'READY',
      image: { ...image, src: url, originalSrc: url, transformedSrc: url },
    },
  ]
}

/** Products and their variants: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Product */
export const productsPart: SchemaPart = {
  resolvers: {
    Product: {
      bodyHtml: ({ descriptionHtml }: ProductRecord) => descriptionHtml,
      featuredMedia: (product: ProductRecord, _args, { store }) =>
        imagesOf(product, store.shop.myshopifyDomain)[0],
      images: (product: ProductRecord, _args, { store }) =>
        imagesOf(product, store.shop.myshopifyDomain).map(({ image }) => image),
      media: (product: ProductRecord, _args, { store }) =>
        imagesOf(product, store.shop.myshopifyDomain),
      mediaCount: () => 1,
      onlineStoreUrl: ({ publishedAt, handle }: ProductRecord, _args, { store }) =>
        publishedAt === null ? null : `https://${store.shop.myshopifyDomain}/products/${handle}`,
      options: ({ id, variants }: ProductRecord) => [
        {
          id: `gid://shopify/ProductOption/${id}`,
          name: 'Title',
          position: 1,
          values: variants.map(({ title }) => title),
          optionValues: variants.map(({ id: variant, title }) => ({
            id: `gid://shopify/ProductOptionValue/${variant}`,
            name: title,
            hasVariants: true,
          })),
        },
      ],
      priceRangeV2: ({ variants }: ProductRecord, _args, context) => {
        const prices = variants.map(({ price }) => price)
        return {
          minVariantPrice: moneyOf(Math.min(...prices), context),
          maxVariantPrice: moneyOf(Math.max(...prices), context),
        }
      },
      totalVariants: ({ variants }: ProductRecord) => variants.length,
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
      selectedOptions: ({ title }: ProductVariantRecord) => [{ name: 'Title', value: title }],
      sellableOnlineQuantity: (variant: ProductVariantRecord) => variant.inventoryQuantity,
    },
  },
  searchable: { Product: () => searchableProducts, ProductVariant: searchableVariants },
}
