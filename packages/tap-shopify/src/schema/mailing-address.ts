/** A postal address (`MailingAddress`). */
export const mailingAddress = {
  type: ['null', 'object'],
  properties: {
    address1: { type: ['null', 'string'] },
    address2: { type: ['null', 'string'] },
    city: { type: ['null', 'string'] },
    province: { type: ['null', 'string'] },
    provinceCode: { type: ['null', 'string'] },
    country: { type: ['null', 'string'] },
    countryCodeV2: { type: ['null', 'string'] },
    zip: { type: ['null', 'string'] },
    phone: { type: ['null', 'string'] },
  },
} as const
