import { childIdOf } from '../store/ids.ts'
import { MOST_OF_AN_ORDER } from './most-of-an-order.ts'
import type { LineItemRecord, OrderRecord, RefundRecord } from './record.ts'

/** So many of a line that are given back. */
export interface GivenBack {
  readonly line: LineItemRecord
  readonly quantity: number
}

/** When and why a refund is made. */
export interface RefundFacts {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly note: string | null
  readonly returnId: number | null
  /** In cents. @default 0 */
  readonly shipping?: number
}

/** A refund of some of the lines of an order, with their share of the tax, in whole cents. */
export function makeRefund(
  order: OrderRecord,
  lines: readonly GivenBack[],
  { at, note, returnId, shipping = 0 }: RefundFacts,
): RefundRecord {
  const position = order.refunds.length
  const refundLineItems = lines.map(({ line, quantity }) => {
    const worth = line.unitPrice * line.quantity - line.discount
    const before = line.quantity - line.currentQuantity
    // Parts of parts: what the first so many come to, less what was given back before.
    const share = (whole: number) =>
      Math.floor((whole * (before + quantity)) / line.quantity) -
      Math.floor((whole * before) / line.quantity)
    const tax = order.subtotal === 0 ? 0 : Math.floor((order.tax * worth) / order.subtotal)
    return {
      id: childIdOf('RefundLineItem', 'LineItem', line.id, position, MOST_OF_AN_ORDER),
      lineItemId: line.id,
      quantity,
      priceSet: line.unitPrice,
      subtotalSet: share(worth),
      totalTaxSet: share(tax),
      restockType: returnId === null ? ('NO_RESTOCK' as const) : ('RETURN' as const),
      locationId: order.fulfillments[0]?.locationId ?? null,
    }
  })
  const total = refundLineItems.reduce((sum, line) => sum + line.subtotalSet + line.totalTaxSet, 0)
  return {
    id: childIdOf('Refund', 'Order', order.id, position, MOST_OF_AN_ORDER),
    orderId: order.id,
    returnId,
    createdAt: at,
    updatedAt: at,
    processedAt: at,
    note,
    totalRefundedSet: total + shipping,
    shippingSet: shipping,
    transactionId: childIdOf(
      'OrderTransaction',
      'Order',
      order.id,
      MOST_OF_AN_ORDER + position,
      2 * MOST_OF_AN_ORDER,
    ),
    refundLineItems,
  }
}

/** The refund of a cancelled order: everything, shipping and all. */
export function refundWhole(order: OrderRecord, at: number): RefundRecord {
  const lines = order.lineItems.map((line) => ({
    line: { ...line, currentQuantity: line.quantity },
    quantity: line.quantity,
  }))
  const refund = makeRefund(order, lines, {
    at,
    note: null,
    returnId: null,
    shipping: order.shipping,
  })
  return {
    ...refund,
    totalRefundedSet: order.total,
    refundLineItems: refund.refundLineItems.map((line) => ({ ...line, restockType: 'CANCEL' })),
  }
}
