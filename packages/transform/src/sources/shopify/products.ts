import { defineStream } from '../../model/define-source.ts'
import { products } from '../../model/entities/products.ts'
import { firstOf, lastSegment } from '../../model/expression.ts'

export const shopifyProducts = defineStream({
  name: 'products',
  entity: products,
  raw: {
    id: 'text',
    legacyResourceId: 'text',
    title: 'text',
    handle: 'text',
    status: 'text',
    vendor: 'text',
    productType: 'text',
    tags: ['text'],
    totalInventory: 'text',
    createdAt: 'text',
    updatedAt: 'text',
    publishedAt: 'text',
  },
  columns: (product) => ({
    product_id: firstOf(product.legacyResourceId, lastSegment(product.id)),
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    product_type: product.productType,
    tags: product.tags,
    total_inventory: product.totalInventory,
    created_at: product.createdAt,
    published_at: product.publishedAt,
    updated_at: product.updatedAt,
  }),
})
