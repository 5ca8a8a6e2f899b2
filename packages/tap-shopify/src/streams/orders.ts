import { defineChangeStream } from '../define-change-stream.ts'
import { mailingAddress } from '../schema/mailing-address.ts'
import { moneyBag } from '../schema/money.ts'
import { reference } from '../schema/reference.ts'

const lineItem = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    sku: { type: ['null', 'string'] },
    quantity: { type: 'integer' },
    currentQuantity: { type: 'integer' },
    originalUnitPriceSet: moneyBag,
    discountedTotalSet: moneyBag,
    product: reference,
    variant: reference,
  },
} as const

/** https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Order */
export const orders = defineChangeStream({
  name: 'orders',
  type: 'Order',
  description: 'Orders with their line items; the last 60 days without the scope read_all_orders.',
  schema: {
    type: 'object',
    required: ['id', 'updatedAt'],
    properties: {
      id: { type: 'string' },
      legacyResourceId: { type: 'string' },
      name: { type: 'string' },
      email: { type: ['null', 'string'] },
      phone: { type: ['null', 'string'] },
      createdAt: { type: 'string', format: 'date-time' },
      updatedAt: { type: 'string', format: 'date-time' },
      processedAt: { type: ['null', 'string'], format: 'date-time' },
      cancelledAt: { type: ['null', 'string'], format: 'date-time' },
      currencyCode: { type: 'string' },
      displayFinancialStatus: { type: ['null', 'string'] },
      displayFulfillmentStatus: { type: ['null', 'string'] },
      test: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      note: { type: ['null', 'string'] },
      customer: reference,
      totalPriceSet: moneyBag,
      subtotalPriceSet: moneyBag,
      totalTaxSet: moneyBag,
      totalDiscountsSet: moneyBag,
      shippingAddress: mailingAddress,
      lineItems: { type: 'array', items: lineItem },
    },
  },
  connections: {
    lineItems: {
      // Tips and gift cards do not count in this sum, so the items hold as many or more.
      witness: { name: 'subtotalLineItemsQuantity' },
      needs: ['quantity'],
      least: (quantity) => quantity as number,
      measure: (items) => items.reduce((sum, { quantity }) => sum + (quantity as number), 0),
    },
  },
})
