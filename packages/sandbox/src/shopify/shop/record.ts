/** The shop itself. */
export interface ShopRecord {
  readonly id: number
  readonly name: string
  /** `NAME.myshopify.com`. */
  readonly myshopifyDomain: string
  readonly email: string
  readonly currencyCode: string
  /** The zone in which the search takes dates that have no time, e.g. `America/New_York`. */
  readonly ianaTimezone: string
  readonly createdAt: number
  readonly updatedAt: number
}
