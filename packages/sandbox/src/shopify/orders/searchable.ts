import type { SearchableProperties } from '../api/schema-part.ts'
import type { OrderRecord } from './record.ts'

/** What orders can be filtered and sorted by. */
export const searchableOrders: SearchableProperties<OrderRecord> = {
  fields: {
    created_at: { type: 'time', of: (order) => order.createdAt },
    current_total_price: { type: 'money', of: (order) => order.total },
    customer_id: { type: 'id', of: (order) => order.customerId },
    discount_code: { type: 'keyword', of: (order) => order.discountCodes },
    email: { type: 'keyword', of: (order) => order.email },
    financial_status: {
      type: 'enumeration',
      values: [
        'authorized',
        'expired',
        'paid',
        'partially_paid',
        'partially_refunded',
        'pending',
        'refunded',
        'voided',
      ],
      of: (order) => [order.displayFinancialStatus.toLowerCase()],
    },
    fulfillment_status: {
      type: 'enumeration',
      values: ['fulfilled', 'partial', 'shipped', 'unfulfilled', 'unshipped'],
      of: (order) =>
        ({
          FULFILLED: ['fulfilled', 'shipped'],
          PARTIALLY_FULFILLED: ['partial'],
          UNFULFILLED: ['unfulfilled', 'unshipped'],
        })[order.displayFulfillmentStatus],
    },
    id: { type: 'id', of: (order) => order.id },
    name: { type: 'keyword', of: (order) => [`#${order.number}`, String(order.number)] },
    processed_at: { type: 'time', of: (order) => order.processedAt },
    sku: {
      type: 'keyword',
      of: (order) => order.lineItems.map((line) => line.sku).filter((sku) => sku !== null),
    },
    source_name: { type: 'keyword', of: (order) => order.sourceName },
    status: {
      type: 'enumeration',
      values: ['any', 'cancelled', 'closed', 'not_closed', 'open'],
      of: (order) => ['any', ...lifeStatuses(order)],
    },
    tag: { type: 'keyword', of: (order) => order.tags },
    test: { type: 'boolean', of: (order) => order.test },
    updated_at: { type: 'time', of: (order) => order.updatedAt },
  },
  text: (order) => [`#${order.number}`, order.email, order.phone, order.note].join(' '),
  sortKeys: {
    CREATED_AT: { type: 'time', of: (order) => order.createdAt },
    CURRENT_TOTAL_PRICE: { type: 'number', of: (order) => order.total },
    CUSTOMER_NAME: { type: 'text', of: (order) => order.shippingAddress?.lastName ?? null },
    DESTINATION: { type: 'text', of: (order) => order.shippingAddress?.country ?? null },
    FINANCIAL_STATUS: { type: 'text', of: (order) => order.displayFinancialStatus },
    FULFILLMENT_STATUS: { type: 'text', of: (order) => order.displayFulfillmentStatus },
    ID: { type: 'number', of: (order) => order.id },
    ORDER_NUMBER: { type: 'number', of: (order) => order.number },
    PO_NUMBER: { type: 'text', of: () => null },
    PROCESSED_AT: { type: 'time', of: (order) => order.processedAt },
    RELEVANCE: { type: 'number', of: (order) => order.id },
    TOTAL_ITEMS_QUANTITY: {
      type: 'number',
      of: (order) => order.lineItems.reduce((sum, line) => sum + line.quantity, 0),
    },
    TOTAL_PRICE: { type: 'number', of: (order) => order.total },
    UPDATED_AT: { type: 'time', of: (order) => order.updatedAt },
  },
}

function lifeStatuses(order: OrderRecord): string[] {
  if (order.cancelledAt !== null) return ['cancelled']
  return order.closedAt === null ? ['open', 'not_closed'] : ['closed']
}
