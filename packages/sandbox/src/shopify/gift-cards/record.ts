import type { Row } from '../store/table.ts'

/** A gift card. Money is in cents. */
export interface GiftCardRecord extends Row {
  readonly lastCharacters: string
  readonly initialValue: number
  readonly balance: number
  readonly enabled: boolean
  readonly deactivatedAt: number | null
  /** A day, as its midnight. */
  readonly expiresOn: number | null
  readonly note: string | null
  readonly customerId: number | null
  readonly orderId: number | null
}
