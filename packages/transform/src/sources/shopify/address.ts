import type { RawObject } from '../../model/raw-shape.ts'

/** An address as Shopify's `MailingAddress` has it. */
export const address = {
  address1: 'text',
  address2: 'text',
  city: 'text',
  province: 'text',
  provinceCode: 'text',
  zip: 'text',
  countryCodeV2: 'text',
} as const satisfies RawObject
