import { defineStream } from '../../model/define-source.ts'
import { events } from '../../model/entities/events.ts'
import { joined, lastSegment, literal } from '../../model/expression.ts'

/** Checkouts that were begun and not brought to an end; their ids must not meet those of events. */
export const shopifyAbandonedCheckouts = defineStream({
  name: 'abandoned_checkouts',
  entity: events,
  raw: {
    id: 'text',
    name: 'text',
    createdAt: 'text',
    updatedAt: 'text',
    customer: { id: 'text' },
  },
  columns: (checkout) => ({
    event_id: joined([literal('checkout'), lastSegment(checkout.id)], '-'),
    type: literal('checkout_started'),
    occurred_at: checkout.createdAt,
    description: joined([literal('Checkout'), checkout.name], ' '),
    customer_id: lastSegment(checkout.customer.id),
    created_at: checkout.createdAt,
    updated_at: checkout.updatedAt,
  }),
})
