import { defineChangeStream } from '../define-change-stream.ts'
import { mailingAddress } from '../schema/mailing-address.ts'
import { money } from '../schema/money.ts'

/** https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Customer */
export const customers = defineChangeStream({
  name: 'customers',
  type: 'Customer',
  description: 'People who bought something, or left their address.',
  schema: {
    type: 'object',
    required: ['id', 'updatedAt'],
    properties: {
      id: { type: 'string' },
      legacyResourceId: { type: 'string' },
      firstName: { type: ['null', 'string'] },
      lastName: { type: ['null', 'string'] },
      displayName: { type: 'string' },
      state: { type: 'string' },
      note: { type: ['null', 'string'] },
      tags: { type: 'array', items: { type: 'string' } },
      locale: { type: 'string' },
      verifiedEmail: { type: 'boolean' },
      taxExempt: { type: 'boolean' },
      numberOfOrders: { type: 'string' },
      amountSpent: money,
      defaultEmailAddress: {
        type: ['null', 'object'],
        properties: { emailAddress: { type: 'string' }, marketingState: { type: 'string' } },
      },
      defaultPhoneNumber: {
        type: ['null', 'object'],
        properties: { phoneNumber: { type: 'string' }, marketingState: { type: 'string' } },
      },
      defaultAddress: mailingAddress,
      createdAt: { type: 'string', format: 'date-time' },
      updatedAt: { type: 'string', format: 'date-time' },
    },
  },
})
