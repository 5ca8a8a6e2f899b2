/** A postal address, as customers, orders and the shop have it. */
export interface Address {
  readonly id: number
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly address1: string
  readonly address2: string | null
  readonly city: string
  readonly province: string | null
  readonly provinceCode: string | null
  readonly country: string
  readonly countryCodeV2: string
  readonly zip: string
  readonly phone: string | null
}
