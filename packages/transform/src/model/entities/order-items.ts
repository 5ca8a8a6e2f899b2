import { defineEntity } from '../define-entity.ts'
import { recordColumns } from '../record-columns.ts'
import { orders } from './orders.ts'

export const orderItems = defineEntity({
  name: 'order_items',
  doc: 'One row a line of an order.',
  key: ['provider', 'order_id', 'line_item_id'],
  partitionBy: [{ column: 'created_at', transform: 'month' }],
  parent: orders,
  quality: [{ kind: 'range', column: 'quantity', min: 0 }],
  columns: {
    order_id: { ...orders.columns.order_id, fromParent: true, doc: 'The order, in `orders`.' },
    provider: { ...recordColumns.provider, fromParent: true },
    line_item_id: { type: 'string', required: true, doc: 'The id of the line.' },
    product_id: { type: 'string', doc: 'The product, in `products`; null where it is gone.' },
    variant_id: { type: 'string', doc: 'The variant of the product.' },
    sku: { type: 'string', doc: 'Stock keeping unit.' },
    title: { type: 'string', doc: 'What was bought, as the order shows it.' },
    quantity: { type: 'int', doc: 'Pieces ordered.' },
    current_quantity: { type: 'int', doc: 'Pieces left after removals and refunds.' },
    price: { type: 'decimal(18,2)', doc: 'Price of one piece before discounts.' },
    discounted_total: { type: 'decimal(18,2)', doc: 'Price of the line after discounts.' },
    currency: { ...orders.columns.currency, fromParent: true },
    created_at: {
      ...orders.columns.created_at,
      fromParent: true,
      doc: 'When the order was created.',
    },
    updated_at: {
      ...orders.columns.updated_at,
      fromParent: true,
      doc: 'When the order last changed.',
    },
  },
})
