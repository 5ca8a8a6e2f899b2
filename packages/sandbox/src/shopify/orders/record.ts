import type { Address } from '../store/address.ts'
import type { Row } from '../store/table.ts'

/** One line of an order. Money is in cents. */
export interface LineItemRecord {
  readonly id: number
  readonly title: string
  readonly variantTitle: string | null
  readonly sku: string | null
  readonly vendor: string | null
  readonly quantity: number
  /** What is left of the quantity after cancellation. */
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
}
