import type { Address } from '../store/address.ts'
import type { Row } from '../store/table.ts'

/** A payment, or an attempt at one. */
export interface TransactionRecord {
  readonly id: number
  readonly orderId: number
  readonly createdAt: number
  readonly processedAt: number
  readonly kind: 'AUTHORIZATION' | 'CAPTURE' | 'REFUND' | 'SALE' | 'VOID'
  readonly status: 'FAILURE' | 'PENDING' | 'SUCCESS'
  readonly errorCode: 'CARD_DECLINED' | null
  readonly gateway: 'bogus' | 'shopify_payments'
  /** In cents. */
  readonly amountSet: number
  readonly parentTransactionId: number | null
  readonly test: boolean
}

/** Some of the line items of an order, sent on their way. */
export interface FulfillmentRecord {
  readonly id: number
  readonly orderId: number
  readonly locationId: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly name: string
  readonly status: 'CANCELLED' | 'SUCCESS'
  readonly displayStatus: 'CANCELED' | 'DELIVERED' | 'IN_TRANSIT'
  readonly deliveredAt: number | null
  readonly trackingInfo: readonly {
    readonly company: string
    readonly number: string
    readonly url: string
  }[]
  readonly fulfillmentLineItems: readonly QuantityOfLine[]
}

/** So many of a line item. */
export interface QuantityOfLine {
  readonly id: number
  readonly lineItemId: number
  readonly quantity: number
}

/** So many of a line item given back, and what that comes to, in cents. */
interface RefundLineRecord extends QuantityOfLine {
  readonly priceSet: number
  readonly subtotalSet: number
  readonly totalTaxSet: number
  readonly restockType: 'CANCEL' | 'NO_RESTOCK' | 'RETURN'
  readonly locationId: number | null
}

export interface RefundRecord {
  readonly id: number
  readonly orderId: number
  readonly returnId: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly processedAt: number
  readonly note: string | null
  /** In cents; with the shipping, where that was refunded too. */
  readonly totalRefundedSet: number
  readonly shippingSet: number
  readonly transactionId: number
  readonly refundLineItems: readonly RefundLineRecord[]
}

export interface ReturnRecord {
  readonly id: number
  readonly orderId: number
  readonly createdAt: number
  readonly closedAt: number | null
  readonly name: string
  readonly status: 'CLOSED' | 'OPEN'
  readonly returnLineItems: readonly (QuantityOfLine & {
    readonly __typename: 'ReturnLineItem'
    readonly fulfillmentLineItemId: number
    readonly returnReason: string
    readonly returnReasonNote: string
    readonly customerNote: string | null
  })[]
}

/** One line of an order. Money is in cents. */
export interface LineItemRecord {
  readonly id: number
  readonly title: string
  readonly variantTitle: string | null
  readonly sku: string | null
  readonly vendor: string | null
  readonly quantity: number
  /** What is left of the quantity after cancellation and refunds. */
  readonly currentQuantity: number
  /** The price of one unit before discounts. */
  readonly unitPrice: number
  /** What the discounts take off the whole line. */
  readonly discount: number
  readonly productId: number | null
  readonly variantId: number | null
}

export type FinancialStatus =
  | 'AUTHORIZED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'VOIDED'

type FulfillmentStatus = 'FULFILLED' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED'

/**
 * An order at rest. Money is in cents, and adds up: `subtotal` is the sum of its lines after
 * discounts, `total` is `subtotal + tax + shipping`.
 */
export interface OrderRecord extends Row {
  /** The number people see: `#1001`. */
  readonly number: number
  readonly email: string | null
  readonly phone: string | null
  readonly processedAt: number
  readonly cancelledAt: number | null
  readonly cancelReason: 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | null
  readonly closedAt: number | null
  readonly displayFinancialStatus: FinancialStatus
  readonly displayFulfillmentStatus: FulfillmentStatus
  readonly test: boolean
  readonly tags: readonly string[]
  readonly note: string | null
  readonly sourceName: string
  readonly discountCodes: readonly string[]
  readonly customerId: number | null
  readonly customerLocale: string | null
  readonly subtotal: number
  readonly tax: number
  readonly shipping: number
  readonly discounts: number
  readonly total: number
  readonly shippingAddress: Address | null
  readonly lineItems: readonly LineItemRecord[]
  readonly transactions: readonly TransactionRecord[]
  readonly fulfillments: readonly FulfillmentRecord[]
  readonly refunds: readonly RefundRecord[]
  readonly returns: readonly ReturnRecord[]
}
