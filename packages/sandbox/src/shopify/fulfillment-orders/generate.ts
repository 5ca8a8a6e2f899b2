import type { OrderRecord } from '../orders/record.ts'
import { childIdOf } from '../store/ids.ts'
import type { FulfillmentOrderRecord } from './record.ts'

/** What has to be sent for an order, and what is left of that. */
export function fulfillmentOrderOf(order: OrderRecord, locationId: number): FulfillmentOrderRecord {
  const sent = new Map(
    order.fulfillments.flatMap(({ fulfillmentLineItems }) =>
      fulfillmentLineItems.map((line) => [line.lineItemId, line.quantity]),
    ),
  )
  const lineItems = order.lineItems.map((line) => ({
    id: childIdOf('FulfillmentOrderLineItem', 'LineItem', line.id, 0, 1),
    lineItemId: line.id,
    totalQuantity: line.quantity,
    remainingQuantity: order.cancelledAt === null ? line.quantity - (sent.get(line.id) ?? 0) : 0,
  }))
  const isOpen = lineItems.some(({ remainingQuantity }) => remainingQuantity > 0)
  return {
    id: childIdOf('FulfillmentOrder', 'Order', order.id, 0, 1),
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    orderId: order.id,
    orderName: `#${order.number}`,
    orderProcessedAt: order.processedAt,
    locationId: order.fulfillments[0]?.locationId ?? locationId,
    status: order.cancelledAt !== null ? 'CANCELLED' : isOpen ? 'OPEN' : 'CLOSED',
    fulfillAt: order.createdAt,
    lineItems,
  }
}
