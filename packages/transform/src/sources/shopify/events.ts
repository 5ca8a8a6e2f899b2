import { defineStream } from '../../model/define-source.ts'
import { events } from '../../model/entities/events.ts'
import {
  choose,
  type Expression,
  firstOf,
  isOneOf,
  joined,
  lastSegment,
  literal,
  lowerCase,
} from '../../model/expression.ts'

/** What happened in the shop: creations, changes and deletions of its objects. */
export const shopifyEvents = defineStream({
  name: 'events',
  entity: events,
  raw: {
    id: 'text',
    action: 'text',
    message: 'text',
    createdAt: 'text',
    subjectId: 'text',
    subjectType: 'text',
  },
  columns: (event) => {
    const subject = (type: string): Expression =>
      choose([{ when: isOneOf(event.subjectType, [type]), gives: lastSegment(event.subjectId) }])
    return {
      event_id: lastSegment(event.id),
      type: joined([lowerCase(firstOf(event.subjectType, literal('shop'))), event.action], '.'),
      occurred_at: event.createdAt,
      description: event.message,
      customer_id: subject('CUSTOMER'),
      order_id: subject('ORDER'),
      product_id: subject('PRODUCT'),
      created_at: event.createdAt,
      updated_at: event.createdAt,
    }
  },
})
