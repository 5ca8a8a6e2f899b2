import type { LineItemRecord, OrderRecord, RefundRecord } from './record.ts'

const statusesOfPaid: readonly string[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']

/** What the customer paid for an order, in cents, refunds not counted. */
export function received(order: OrderRecord): number {
  return statusesOfPaid.includes(order.displayFinancialStatus) ? order.total : 0
}

/** What the customer got back, in cents. */
export function refunded(order: OrderRecord): number {
  return sumOf(order.refunds, ({ totalRefundedSet }) => totalRefundedSet)
}

/** What is left of an order after cancellation and refunds, in cents. */
export function currentSums(order: OrderRecord) {
  if (order.cancelledAt !== null)
    return { subtotal: 0, tax: 0, discounts: 0, shipping: 0, total: 0 }
  const ofLines = (of: (line: RefundRecord['refundLineItems'][number]) => number) =>
    sumOf(order.refunds, ({ refundLineItems }) => sumOf(refundLineItems, of))
  const subtotal = order.subtotal - ofLines(({ subtotalSet }) => subtotalSet)
  const tax = order.tax - ofLines(({ totalTaxSet }) => totalTaxSet)
  const shipping = order.shipping - sumOf(order.refunds, ({ shippingSet }) => shippingSet)
  const discounts = sumOf(order.lineItems, (line) =>
    Math.floor((line.discount * line.currentQuantity) / line.quantity),
  )
  return { subtotal, tax, discounts, shipping, total: subtotal + tax + shipping }
}

/** What a line came to before discounts, in cents. */
export const originalTotal = (line: LineItemRecord) => line.unitPrice * line.quantity

/** What a line came to after discounts, in cents. */
export const discountedTotal = (line: LineItemRecord) => originalTotal(line) - line.discount

function sumOf<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((sum, item) => sum + of(item), 0)
}
