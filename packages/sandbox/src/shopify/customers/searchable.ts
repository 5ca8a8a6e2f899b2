import type { SearchableProperties } from '../api/schema-part.ts'
import type { CustomerRecord } from './record.ts'

/** What customers can be filtered and sorted by. There is no `created_at`: it is `customer_date`. */
export const searchableCustomers: SearchableProperties<CustomerRecord> = {
  fields: {
    country: { type: 'text', of: (customer) => customer.defaultAddress?.country ?? null },
    customer_date: { type: 'time', of: (customer) => customer.createdAt },
    email: { type: 'keyword', of: (customer) => customer.email },
    first_name: { type: 'text', of: (customer) => customer.firstName },
    id: { type: 'id', of: (customer) => customer.id },
    last_name: { type: 'text', of: (customer) => customer.lastName },
    orders_count: { type: 'integer', of: (customer) => customer.numberOfOrders },
    phone: { type: 'keyword', of: (customer) => customer.phone },
    state: {
      type: 'enumeration',
      values: ['declined', 'disabled', 'enabled', 'invited'],
      of: (customer) => [customer.state.toLowerCase()],
    },
    tag: { type: 'keyword', of: (customer) => customer.tags },
    total_spent: { type: 'money', of: (customer) => customer.amountSpent },
    updated_at: { type: 'time', of: (customer) => customer.updatedAt },
  },
  text: (customer) =>
    [customer.firstName, customer.lastName, customer.email, customer.phone].join(' '),
  sortKeys: {
    CREATED_AT: { type: 'time', of: (customer) => customer.createdAt },
    ID: { type: 'number', of: (customer) => customer.id },
    LOCATION: { type: 'text', of: (customer) => customer.defaultAddress?.country ?? null },
    NAME: {
      type: 'text',
      of: (customer) => `${customer.lastName ?? ''}, ${customer.firstName ?? ''}`.toLowerCase(),
    },
    RELEVANCE: { type: 'number', of: (customer) => customer.id },
    UPDATED_AT: { type: 'time', of: (customer) => customer.updatedAt },
  },
}
