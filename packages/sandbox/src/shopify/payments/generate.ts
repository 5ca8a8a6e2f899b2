import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'

const DAY = 24 * 3600 * 1000

/** A payment as the books see it. Money is in cents. */
export interface TenderTransactionRecord extends Row {
  readonly orderId: number
  readonly amount: number
  readonly processedAt: number
  readonly paymentMethod: string
  readonly remoteReference: string
  readonly test: boolean
}

/** Money on its way to or from the shop's bank. */
export interface BalanceTransactionRecord extends Row {
  readonly orderId: number
  readonly orderName: string
  readonly payoutId: number | null
  readonly type: 'CHARGE' | 'REFUND'
  readonly amount: number
  readonly fee: number
  readonly net: number
  readonly transactionDate: number
  readonly sourceId: string
  readonly sourceOrderTransactionId: string
  readonly test: boolean
}

/** What was paid out on a day. */
export interface PayoutRecord extends Row {
  readonly issuedAt: number
  readonly status: 'PAID' | 'SCHEDULED'
  readonly transactionType: 'DEPOSIT' | 'WITHDRAWAL'
  readonly net: number
  readonly gross: number
  readonly chargesGross: number
  readonly chargesFee: number
  readonly refundsGross: number
}

/** A customer's bank wants the money back. */
export interface DisputeRecord extends Row {
  readonly orderId: number
  readonly amount: number
  readonly status: 'LOST' | 'NEEDS_RESPONSE' | 'WON'
  readonly type: 'CHARGEBACK' | 'INQUIRY'
  readonly reason: string
  readonly initiatedAt: number
  readonly evidenceDueBy: number
  readonly finalizedOn: number | null
}

/** The tables that {@link generatePayments} makes. */
export const paymentTypes = [
  'ShopifyPaymentsBalanceTransaction',
  'ShopifyPaymentsDispute',
  'ShopifyPaymentsPayout',
  'TenderTransaction',
] as const

/** What the payments of all orders come to: in the books, in the bank, and in dispute. */
export function generatePayments({ orders, now, random: randomFor }: World) {
  const random = randomFor('payments')
  const moved = orders
    .flatMap((order) =>
      order.transactions
        .filter(({ kind, status }) => status === 'SUCCESS' && movesMoney.has(kind))
        .map((transaction) => ({ order, transaction })),
    )
    .sort((left, right) => left.transaction.processedAt - right.transaction.processedAt)
  const tender: TenderTransactionRecord[] = []
  const balance: BalanceTransactionRecord[] = []
  const payouts = new Map<number, BalanceTransactionRecord[]>()
  for (const [index, { order, transaction }] of moved.entries()) {
    const at = transaction.processedAt
    const sign = transaction.kind === 'REFUND' ? -1 : 1
    const amount = sign * transaction.amountSet
    const times = { createdAt: at, updatedAt: at }
    tender.push({
      ...times,
      id: idOf('TenderTransaction', index),
      orderId: order.id,
      amount,
      processedAt: at,
      paymentMethod: 'credit_card',
      remoteReference: `ch_${random.hex(16)}`,
      test: order.test,
    })
    const fee = sign < 0 ? 0 : Math.round(amount * 0.029) + 30
    const day = (Math.floor(at / DAY) + 2) * DAY
    const payoutId = idOf('Payout', Math.floor(day / DAY) - FIRST_DAY)
    const booked: BalanceTransactionRecord = {
      ...times,
      id: idOf('BalanceTransaction', index),
      orderId: order.id,
      orderName: `#${order.number}`,
      payoutId: day <= now ? payoutId : null,
      type: sign < 0 ? 'REFUND' : 'CHARGE',
      amount,
      fee,
      net: amount - fee,
      transactionDate: at,
      sourceId: String(transaction.id),
      sourceOrderTransactionId: String(transaction.id),
      test: order.test,
    }
    balance.push(booked)
    if (day > now) continue
    const ofDay = payouts.get(day)
    if (ofDay === undefined) payouts.set(day, [booked])
    else ofDay.push(booked)
  }
  return {
    TenderTransaction: tender,
    ShopifyPaymentsBalanceTransaction: balance,
    ShopifyPaymentsPayout: [...payouts]
      .sort(([left], [right]) => left - right)
      .map(([day, booked]) => makePayout(day, booked, now)),
    ShopifyPaymentsDispute: orders
      .filter(
        ({ displayFinancialStatus }) => displayFinancialStatus === 'PAID' && random.chance(0.005),
      )
      .map((order, index): DisputeRecord => {
        const initiatedAt = Math.min(order.createdAt + 10 * DAY, now - 1000)
        const status = random.pick(['LOST', 'NEEDS_RESPONSE', 'WON'] as const)
        const isOver = status !== 'NEEDS_RESPONSE'
        return {
          id: idOf('Dispute', index),
          createdAt: initiatedAt,
          updatedAt: initiatedAt,
          orderId: order.id,
          amount: order.total,
          status,
          type: random.pick(['CHARGEBACK', 'INQUIRY'] as const),
          reason: random.pick(['FRAUDULENT', 'PRODUCT_NOT_RECEIVED', 'DUPLICATE']),
          initiatedAt,
          evidenceDueBy: initiatedAt + 14 * DAY,
          finalizedOn: isOver ? Math.floor((initiatedAt + 20 * DAY) / DAY) * DAY : null,
        }
      }),
  }
}

const movesMoney: ReadonlySet<string> = new Set(['CAPTURE', 'REFUND', 'SALE'])

/** The day that payouts are counted from, in days since 1970: 1990-01-01. */
const FIRST_DAY = 7305

function makePayout(
  day: number,
  booked: readonly BalanceTransactionRecord[],
  now: number,
): PayoutRecord {
  const sum = (of: (one: BalanceTransactionRecord) => number) =>
    booked.reduce((total, one) => total + of(one), 0)
  const net = sum((one) => one.net)
  return {
    id: idOf('Payout', Math.floor(day / DAY) - FIRST_DAY),
    createdAt: day,
    updatedAt: day,
    issuedAt: day,
    status: day > now - 2 * DAY ? 'SCHEDULED' : 'PAID',
    transactionType: net < 0 ? 'WITHDRAWAL' : 'DEPOSIT',
    net: Math.abs(net),
    gross: Math.abs(sum((one) => one.amount)),
    chargesGross: sum((one) => (one.type === 'CHARGE' ? one.amount : 0)),
    chargesFee: sum((one) => one.fee),
    refundsGross: sum((one) => (one.type === 'REFUND' ? one.amount : 0)),
  }
}
