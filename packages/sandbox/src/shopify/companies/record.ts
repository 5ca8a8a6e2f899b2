import type { Row } from '../store/table.ts'

/** A business that buys from the shop. */
export interface CompanyRecord extends Row {
  readonly name: string
  readonly externalId: string | null
  readonly note: string | null
  readonly customerSince: number
}

/** Somebody at a company, who is a customer too. */
export interface CompanyContactRecord extends Row {
  readonly companyId: number
  readonly customerId: number
  readonly isMainContact: boolean
  readonly title: string | null
  readonly locale: string
}

/** A place of a company. */
export interface CompanyLocationRecord extends Row {
  readonly companyId: number
  readonly name: string
  readonly externalId: string | null
  readonly note: string | null
  readonly phone: string | null
  readonly shippingAddress: Readonly<Record<string, string | number | null>>
}
