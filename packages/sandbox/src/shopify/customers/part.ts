import type { SchemaPart } from '../api/schema-part.ts'
import type { OrderRecord } from '../orders/record.ts'
import { ownedConnection } from '../paging/owned-connection.ts'
import type { CustomerRecord } from './record.ts'
import { searchableCustomers } from './searchable.ts'

const customerOf = ({ customerId }: OrderRecord) => customerId

/** Customers: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Customer */
export const customersPart: SchemaPart = {
  resolvers: {
    Customer: {
      displayName: (customer: CustomerRecord) =>
        [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ') ||
        customer.email ||
        customer.phone ||
        '',
      addresses: ({ defaultAddress }: CustomerRecord) => (defaultAddress ? [defaultAddress] : []),
      addressesV2: ({ defaultAddress }: CustomerRecord) => (defaultAddress ? [defaultAddress] : []),
      defaultEmailAddress: ({ email, emailMarketingState, createdAt }: CustomerRecord) =>
        email === null
          ? null
          : {
              emailAddress: email,
              marketingState: emailMarketingState,
              marketingOptInLevel: emailMarketingState === 'SUBSCRIBED' ? 'SINGLE_OPT_IN' : null,
              marketingUpdatedAt: emailMarketingState === 'NOT_SUBSCRIBED' ? null : createdAt,
              validFormat: true,
            },
      defaultPhoneNumber: ({ phone, phoneMarketingState, createdAt }: CustomerRecord) =>
        phone === null
          ? null
          : {
              phoneNumber: phone,
              marketingState: phoneMarketingState,
              marketingOptInLevel: phoneMarketingState === 'SUBSCRIBED' ? 'SINGLE_OPT_IN' : null,
              marketingUpdatedAt: phoneMarketingState === 'NOT_SUBSCRIBED' ? null : createdAt,
            },
      emailMarketingConsent: ({ email, emailMarketingState }: CustomerRecord) =>
        email === null ? null : { marketingState: emailMarketingState },
      smsMarketingConsent: ({ phone, phoneMarketingState }: CustomerRecord) =>
        phone === null ? null : { marketingState: phoneMarketingState },
      canDelete: ({ numberOfOrders }: CustomerRecord) => numberOfOrders === 0,
      lifetimeDuration: ({ createdAt }: CustomerRecord, _args, { now }) =>
        `${Math.max(1, Math.floor((now - createdAt) / 86_400_000))} days`,
      mergeable: () => ({ isMergeable: true, errorFields: [] }),
      productSubscriberStatus: () => 'NEVER_SUBSCRIBED',
      lastOrder: ({ lastOrderId }: CustomerRecord, _args, context) => {
        const order = lastOrderId === null ? undefined : context.store.orders.get(lastOrderId)
        return order !== undefined && (context.visible('Order')?.(order) ?? true) ? order : null
      },
      orders: (customer: CustomerRecord, args, context, info) =>
        ownedConnection('Order', customerOf, customer.id, args, context, info),
      validEmailAddress: ({ email }: CustomerRecord) => email !== null,
    },
  },
  searchable: { Customer: () => searchableCustomers },
}
