import { defineChangeStream } from '../define-change-stream.ts'

const variant = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    sku: { type: ['null', 'string'] },
    title: { type: 'string' },
    price: { type: 'string' },
    updatedAt: { type: 'string', format: 'date-time' },
  },
} as const

/** https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Product */
export const products = defineChangeStream({
  name: 'products',
  type: 'Product',
  description: 'Products with their variants; drafts and archived ones too.',
  schema: {
    type: 'object',
    required: ['id', 'updatedAt'],
    properties: {
      id: { type: 'string' },
      legacyResourceId: { type: 'string' },
      title: { type: 'string' },
      handle: { type: 'string' },
      status: { type: 'string' },
      vendor: { type: 'string' },
      productType: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      createdAt: { type: 'string', format: 'date-time' },
      updatedAt: { type: 'string', format: 'date-time' },
      publishedAt: { type: ['null', 'string'], format: 'date-time' },
      totalInventory: { type: 'integer' },
      variants: { type: 'array', items: variant },
    },
  },
  connections: {
    variants: {
      witness: { name: 'variantsCount', isFree: true, fields: [{ name: 'count' }] },
      least: (counted) => (counted as { count: number }).count,
      measure: (items) => items.length,
    },
  },
})
