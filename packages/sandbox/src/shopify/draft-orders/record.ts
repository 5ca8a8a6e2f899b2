import type { PlannedLine } from '../seed/make-lines.ts'
import type { Address } from '../store/address.ts'
import type { Row } from '../store/table.ts'

/** An order that somebody prepares for a customer. Money is in cents. */
export interface DraftOrderRecord extends Row {
  readonly name: string
  readonly status: 'COMPLETED' | 'INVOICE_SENT' | 'OPEN'
  readonly customerId: number | null
  readonly orderId: number | null
  readonly email: string | null
  readonly note2: string | null
  readonly tags: readonly string[]
  readonly completedAt: number | null
  readonly invoiceSentAt: number | null
  readonly shippingAddress: Address | null
  readonly lineItems: readonly PlannedLine[]
  readonly totalPriceSet: number
}
