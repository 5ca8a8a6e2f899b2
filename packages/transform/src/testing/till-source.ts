import { defineSource, defineStream } from '../model/define-source.ts'
import { orders } from '../model/entities/orders.ts'

/** A source of orders that carry no lines, for tests. */
export const till = defineSource({
  type: 'till',
  streams: [
    defineStream({
      name: 'receipts',
      entity: orders,
      raw: { number: 'text', at: 'text' },
      columns: (receipt) => ({ order_id: receipt.number, updated_at: receipt.at }),
    }),
  ],
})
