import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Customer */
export const customers = shopifyStream({
  name: 'customers',
  type: 'Customer',
  description: 'People who bought something, or left their address.',
  root: 'customers',
  find: byUpdate,
  deletedAs: ['CUSTOMER'],
  isDefault: true,
  fields: `id legacyResourceId firstName lastName displayName state note tags locale verifiedEmail
    taxExempt numberOfOrders amountSpent
    defaultEmailAddress { emailAddress marketingState }
    defaultPhoneNumber { phoneNumber marketingState }
    defaultAddress createdAt updatedAt`,
})
