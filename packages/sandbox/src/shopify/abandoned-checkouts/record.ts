import type { PlannedLine } from '../seed/make-lines.ts'
import type { Address } from '../store/address.ts'
import type { Row } from '../store/table.ts'

/** A checkout that nobody finished. Money is in cents. */
export interface AbandonedCheckoutRecord extends Row {
  readonly name: string
  readonly customerId: number | null
  readonly completedAt: number | null
  readonly note: string
  readonly discountCodes: readonly string[]
  readonly shippingAddress: Address | null
  readonly lineItems: readonly PlannedLine[]
  readonly totalPriceSet: number
}
