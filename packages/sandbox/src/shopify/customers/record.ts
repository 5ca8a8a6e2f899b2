import type { Address } from '../store/address.ts'
import type { Row } from '../store/table.ts'

/** A customer at rest. Money is in cents. */
export interface CustomerRecord extends Row {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly emailMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED'
  readonly phone: string | null
  readonly phoneMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED'
  readonly state: 'DECLINED' | 'DISABLED' | 'ENABLED' | 'INVITED'
  readonly note: string | null
  readonly tags: readonly string[]
  readonly locale: string
  readonly verifiedEmail: boolean
  readonly taxExempt: boolean
  /** Every order the customer ever made, cancelled ones too. */
  readonly numberOfOrders: number
  /** The total of the orders that were not cancelled, in cents. */
  readonly amountSpent: number
  readonly lastOrderId: number | null
  readonly defaultAddress: Address | null
}
