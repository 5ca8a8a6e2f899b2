import type { Random } from '../../random.ts'
import { childIdOf } from '../store/ids.ts'
import { makeFulfillments } from './make-fulfillments.ts'
import { makeRefund, refundWhole } from './make-refund.ts'
import { MOST_OF_AN_ORDER } from './most-of-an-order.ts'
import type {
  FinancialStatus,
  OrderRecord,
  RefundRecord,
  ReturnRecord,
  TransactionRecord,
} from './record.ts'

const HOUR = 3600 * 1000

/** What an order has when it is placed: nothing but its lines. */
export const nothingYet = { transactions: [], fulfillments: [], refunds: [], returns: [] } as const

/** What may become of orders. */
export interface AftermathSettings {
  readonly locationIds: readonly number[]
  /** What share of the delivered orders comes back, in part; 0.06 is six in a hundred. */
  readonly refundShare: number
}

/**
 * What followed an order: payments, deliveries, and for some a return and a refund. It all happened
 * between the order and its `updatedAt`, and adds up with its status.
 */
export function withAftermath(
  order: OrderRecord,
  { locationIds, refundShare }: AftermathSettings,
  random: Random,
): OrderRecord {
  const fulfillments = makeFulfillments(order, locationIds, random)
  const paid: OrderRecord = { ...order, fulfillments, transactions: makePayments(order, random) }
  if (order.displayFinancialStatus === 'REFUNDED') {
    return addRefund(paid, refundWhole(paid, order.cancelledAt ?? order.updatedAt))
  }
  const isDelivered = order.displayFulfillmentStatus === 'FULFILLED' && order.closedAt !== null
  if (!isDelivered || !random.chance(refundShare)) return paid
  return withReturn(paid, random)
}

/** A return of some lines and the refund of it; a second one for a few. */
function withReturn(order: OrderRecord, random: Random): OrderRecord {
  let changed = order
  const count = random.chance(0.2) ? 2 : 1
  for (let round = 0; round < count; round++) {
    const refundable = changed.lineItems.filter((line) => line.currentQuantity > 0)
    const chosen = refundable.filter(() => random.chance(0.6)).slice(0, 60)
    const lines = chosen.length > 0 ? chosen : refundable.slice(0, 1)
    if (lines.length === 0) break
    const returned = random.chance(0.5) ? makeReturn(changed, lines, random) : undefined
    const refund = makeRefund(
      changed,
      lines.map((line) => ({ line, quantity: random.integer(1, line.currentQuantity) })),
      {
        at: changed.updatedAt,
        note: random.chance(0.3) ? 'Arrived damaged 😕' : null,
        returnId: returned?.id ?? null,
      },
    )
    changed = addRefund(
      returned === undefined ? changed : { ...changed, returns: [...changed.returns, returned] },
      refund,
    )
  }
  return changed
}

/** The order after a refund: fewer of its lines, another status, one transaction more. */
export function addRefund(order: OrderRecord, refund: RefundRecord): OrderRecord {
  const takenBack = new Map(refund.refundLineItems.map((line) => [line.lineItemId, line.quantity]))
  const isCancelled = order.cancelledAt !== null
  const lineItems = order.lineItems.map((line) => ({
    ...line,
    currentQuantity: isCancelled ? 0 : line.currentQuantity - (takenBack.get(line.id) ?? 0),
  }))
  const refunds = [...order.refunds, refund]
  const refunded = refunds.reduce((sum, { totalRefundedSet }) => sum + totalRefundedSet, 0)
  const parent = order.transactions.findLast(({ kind }) => kind === 'SALE' || kind === 'CAPTURE')
  const transaction: TransactionRecord = {
    id: refund.transactionId,
    orderId: order.id,
    createdAt: refund.createdAt,
    processedAt: refund.createdAt,
    kind: 'REFUND',
    status: 'SUCCESS',
    errorCode: null,
    gateway: order.test ? 'bogus' : 'shopify_payments',
    amountSet: refund.totalRefundedSet,
    parentTransactionId: parent?.id ?? null,
    test: order.test,
  }
  return {
    ...order,
    lineItems,
    refunds,
    transactions: [...order.transactions, transaction],
    displayFinancialStatus: refunded >= order.total ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
  }
}

function makeReturn(
  order: OrderRecord,
  lines: OrderRecord['lineItems'],
  random: Random,
): ReturnRecord {
  const position = order.returns.length
  const id = childIdOf('Return', 'Order', order.id, position, MOST_OF_AN_ORDER)
  const sent = order.fulfillments.flatMap(({ fulfillmentLineItems }) => fulfillmentLineItems)
  return {
    id,
    orderId: order.id,
    createdAt: order.updatedAt,
    closedAt: order.updatedAt,
    name: `#${order.number}-R${position + 1}`,
    status: 'CLOSED',
    returnLineItems: lines.map((line) => ({
      __typename: 'ReturnLineItem',
      id: childIdOf('ReturnLineItem', 'LineItem', line.id, position, MOST_OF_AN_ORDER),
      lineItemId: line.id,
      fulfillmentLineItemId: sent.find(({ lineItemId }) => lineItemId === line.id)?.id ?? line.id,
      quantity: line.currentQuantity,
      returnReason: random.pick(['COLOR', 'DEFECTIVE', 'SIZE_TOO_SMALL', 'UNWANTED']),
      returnReasonNote: '',
      customerNote: random.chance(0.2) ? 'Zu klein – passt leider nicht' : null,
    })),
  }
}

/** The steps by which an order of a status was paid; undefined statuses paid nothing. */
const paymentSteps: Readonly<
  Record<
    FinancialStatus,
    readonly (readonly [TransactionRecord['kind'], TransactionRecord['status']])[]
  >
> = {
  AUTHORIZED: [['AUTHORIZATION', 'SUCCESS']],
  PAID: [['SALE', 'SUCCESS']],
  PARTIALLY_PAID: [['SALE', 'SUCCESS']],
  PARTIALLY_REFUNDED: [['SALE', 'SUCCESS']],
  PENDING: [['SALE', 'PENDING']],
  REFUNDED: [['SALE', 'SUCCESS']],
  VOIDED: [
    ['AUTHORIZATION', 'SUCCESS'],
    ['VOID', 'SUCCESS'],
  ],
}

function makePayments(order: OrderRecord, random: Random): TransactionRecord[] {
  const steps = paymentSteps[order.displayFinancialStatus].flatMap((step): (typeof step)[] =>
    step[0] === 'SALE' && step[1] === 'SUCCESS' && random.chance(0.3)
      ? [
          ['AUTHORIZATION', 'SUCCESS'],
          ['CAPTURE', 'SUCCESS'],
        ]
      : [step],
  )
  const all: typeof steps = random.chance(0.03) ? [['SALE', 'FAILURE'], ...steps] : steps
  const idAt = (position: number) =>
    childIdOf('OrderTransaction', 'Order', order.id, position, 2 * MOST_OF_AN_ORDER)
  return all.map(([kind, status], position) => {
    const isLate = kind === 'CAPTURE' || kind === 'VOID'
    const at = isLate ? Math.min(order.createdAt + HOUR, order.updatedAt) : order.createdAt
    return {
      id: idAt(position),
      orderId: order.id,
      createdAt: at,
      processedAt: at,
      kind,
      status,
      errorCode: status === 'FAILURE' ? 'CARD_DECLINED' : null,
      gateway: order.test ? 'bogus' : 'shopify_payments',
      amountSet: order.total,
      parentTransactionId: isLate ? idAt(position - 1) : null,
      test: order.test,
    }
  })
}
