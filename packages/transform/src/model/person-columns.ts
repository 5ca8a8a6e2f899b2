import type { Columns } from './column.ts'

/** What people are known by, in every table whose rows are people. */
export const personColumns = {
  email: { type: 'string', standard: 'email', doc: 'E-mail address, lower case.' },
  phone: {
    type: 'string',
    standard: { phone: { countryColumn: 'country' } },
    doc: 'Phone number, E.164; a national number is read in the country of the address.',
  },
  first_name: { type: 'string', doc: 'Given name.' },
  last_name: { type: 'string', doc: 'Family name.' },
} as const satisfies Columns

/**
 * Where somebody or something is.
 *
 * @param which words for the address, as `the mailing address`.
 */
export const addressColumns = (which: string) =>
  ({
    address1: { type: 'string', doc: `Street, the first line of ${which}.` },
    city: { type: 'string', doc: `City of ${which}.` },
    province: { type: 'string', doc: `Province or state of ${which}.` },
    zip: { type: 'string', doc: `Postal code of ${which}.` },
    country: { type: 'string', doc: `Country of ${which}, ISO 3166-1 alpha-2.` },
  }) as const satisfies Columns
