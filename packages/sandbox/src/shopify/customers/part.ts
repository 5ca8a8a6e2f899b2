import { findNode } from '../api/find-node.ts'
import { connectionTypes, PAGE_ARGUMENTS, type SchemaPart } from '../api/schema-part.ts'
import { searchableOrders } from '../orders/searchable.ts'
import { visibleOrders } from '../orders/visible-orders.ts'
import { nestedConnection, tableConnection, tableCount } from '../paging/connection.ts'
import { gid } from '../store/ids.ts'
import type { CustomerRecord } from './record.ts'
import { searchableCustomers } from './searchable.ts'

/** Customers: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Customer */
export const customersPart: SchemaPart = {
  sdl: `
extend type QueryRoot {
  customer(id: ID!): Customer
  customers(${PAGE_ARGUMENTS}, query: String, reverse: Boolean = false, sortKey: CustomerSortKeys = ID): CustomerConnection!
  customersCount(limit: Int = 10000, query: String): Count
}
${connectionTypes('Customer')}
enum CustomerSortKeys { CREATED_AT ID LOCATION NAME RELEVANCE UPDATED_AT }

type Customer implements LegacyInteroperability & Node {
  addresses(first: Int): [MailingAddress!]! @deprecated(reason: "Use \`addressesV2\` instead.")
  addressesV2(${PAGE_ARGUMENTS}, reverse: Boolean = false): MailingAddressConnection!
  amountSpent: MoneyV2!
  createdAt: DateTime!
  dataSaleOptOut: Boolean!
  defaultAddress: MailingAddress
  defaultEmailAddress: CustomerEmailAddress
  defaultPhoneNumber: CustomerPhoneNumber
  displayName: String!
  email: String @deprecated(reason: "Use \`defaultEmailAddress.emailAddress\` instead.")
  firstName: String
  id: ID!
  lastName: String
  lastOrder: Order
  legacyResourceId: UnsignedInt64!
  locale: String!
  multipassIdentifier: String
  note: String
  numberOfOrders: UnsignedInt64!
  orders(${PAGE_ARGUMENTS}, query: String, reverse: Boolean = false, sortKey: OrderSortKeys = ID): OrderConnection!
  phone: String @deprecated(reason: "Use \`defaultPhoneNumber.phoneNumber\` instead.")
  state: CustomerState!
  tags: [String!]!
  taxExempt: Boolean!
  updatedAt: DateTime!
  validEmailAddress: Boolean! @deprecated(reason: "Use \`defaultEmailAddress.validFormat\` instead.")
  verifiedEmail: Boolean!
}
${connectionTypes('MailingAddress')}
enum CustomerState { DECLINED DISABLED ENABLED INVITED }

type CustomerEmailAddress {
  emailAddress: String!
  marketingOptInLevel: CustomerMarketingOptInLevel
  marketingState: CustomerEmailAddressMarketingState!
  marketingUpdatedAt: DateTime
  validFormat: Boolean!
}
enum CustomerEmailAddressMarketingState { INVALID NOT_SUBSCRIBED PENDING SUBSCRIBED UNSUBSCRIBED }
enum CustomerMarketingOptInLevel { CONFIRMED_OPT_IN SINGLE_OPT_IN UNKNOWN }

type CustomerPhoneNumber {
  marketingOptInLevel: CustomerMarketingOptInLevel @deprecated(reason: "Use \`smsMarketingConsent.optInLevel\` instead.")
  marketingState: CustomerSmsMarketingState! @deprecated(reason: "Use \`smsMarketingConsent.state\` instead.")
  marketingUpdatedAt: DateTime @deprecated(reason: "Use \`smsMarketingConsent.updatedAt\` instead.")
  phoneNumber: String!
}
enum CustomerSmsMarketingState { NOT_SUBSCRIBED PENDING REDACTED SUBSCRIBED UNSUBSCRIBED }
`,
  resolvers: {
    QueryRoot: {
      customer: (_source, { id }, context) => findNode(id, context, 'Customer'),
      customers: (_source, args, context, info) =>
        tableConnection(searchableCustomers, context.store.customers, args, context, info),
      customersCount: (_source, args, context, info) =>
        tableCount(searchableCustomers, context.store.customers, args, context, info),
    },
    Customer: {
      id: (customer: CustomerRecord) => gid('Customer', customer.id),
      legacyResourceId: (customer: CustomerRecord) => customer.id,
      displayName: (customer: CustomerRecord) =>
        [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ') ||
        customer.email ||
        customer.phone ||
        '',
      amountSpent: (customer: CustomerRecord, _args, { store }) => ({
        amount: customer.amountSpent,
        currencyCode: store.shop.currencyCode,
      }),
      addresses: ({ defaultAddress }: CustomerRecord) => (defaultAddress ? [defaultAddress] : []),
      addressesV2: ({ defaultAddress }: CustomerRecord, args, context) =>
        nestedConnection(
          defaultAddress ? [defaultAddress] : [],
          { type: 'number', of: (address) => address.id },
          args,
          context,
        ),
      dataSaleOptOut: () => false,
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
      lastOrder: ({ lastOrderId }: CustomerRecord, _args, context) => {
        const order = lastOrderId === null ? undefined : context.store.orders.get(lastOrderId)
        return order !== undefined && visibleOrders(context)(order) ? order : null
      },
      multipassIdentifier: () => null,
      orders: (customer: CustomerRecord, args, context, info) => {
        const visible = visibleOrders(context)
        return tableConnection(
          searchableOrders,
          context.store.orders,
          args,
          context,
          info,
          (order) => order.customerId === customer.id && visible(order),
        )
      },
      validEmailAddress: ({ email }: CustomerRecord) => email !== null,
    },
  },
  scopes: { Customer: 'read_customers', 'QueryRoot.customersCount': 'read_customers' },
  nodes: { Customer: (id, { store }) => store.customers.get(id) },
}
