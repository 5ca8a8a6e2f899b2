import { defineEntity } from '../define-entity.ts'
import { profileColumn, recordColumns } from '../record-columns.ts'

export const orders = defineEntity({
  name: 'orders',
  doc: 'One row an order of a source.',
  key: ['provider', 'order_id'],
  columns: {
    order_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    name: { type: 'string', doc: 'The number that people see, as `#1001`.' },
    customer_id: { type: 'string', doc: "The buyer's id in `customers`; null for a guest." },
    email: { type: 'string', standard: 'email', doc: 'E-mail of the order, lower case.' },
    phone: {
      type: 'string',
      standard: { phone: { countryColumn: 'shipping_country' } },
      doc: 'Phone of the order, E.164; a national number is read in the country it ships to.',
    },
    currency: { type: 'string', doc: 'Currency of the amounts, ISO 4217.' },
    total_price: { type: 'decimal(18,2)', doc: 'What the order costs, with tax and shipping.' },
    subtotal_price: { type: 'decimal(18,2)', doc: 'The items after discounts.' },
    total_tax: { type: 'decimal(18,2)', doc: 'Tax.' },
    total_discounts: { type: 'decimal(18,2)', doc: 'Discounts.' },
    financial_status: { type: 'string', doc: 'State of the payment, in the words of the source.' },
    fulfillment_status: { type: 'string', doc: 'State of the delivery.' },
    test: { type: 'boolean', doc: 'Whether it was placed to try the shop out.' },
    tags: { type: { list: 'string' }, doc: 'Labels that the merchant gave.' },
    note: { type: 'string', doc: 'Note on the order.' },
    shipping_city: { type: 'string', doc: 'City that it ships to.' },
    shipping_province: { type: 'string', doc: 'Province or state that it ships to.' },
    shipping_zip: { type: 'string', doc: 'Postal code that it ships to.' },
    shipping_country: { type: 'string', doc: 'Country that it ships to, ISO 3166-1 alpha-2.' },
    created_at: { type: 'timestamptz', doc: 'When the source created the record.' },
    processed_at: {
      type: 'timestamptz',
      doc: 'When the order was placed; differs from `created_at` where orders were imported.',
    },
    cancelled_at: { type: 'timestamptz', doc: 'When it was cancelled; null where it was not.' },
    updated_at: { type: 'timestamptz', doc: 'When the source last changed it; the greater wins.' },
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
