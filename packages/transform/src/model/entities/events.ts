import { defineEntity } from '../define-entity.ts'
import { profileColumn, recordColumns, versionColumns } from '../record-columns.ts'

/**
 * What people did, wherever it was seen: a shop, a web site, a webhook. An event makes nobody a
 * profile; it belongs to the one that its customer, its order, its e-mail or its phone leads to.
 */
export const events = defineEntity({
  name: 'events',
  doc: 'One row something that happened.',
  key: ['provider', 'event_id'],
  isLog: true,
  partitionBy: [{ column: 'occurred_at', transform: 'month' }],
  indexes: [
    ['profile_id', 'occurred_at'],
    ['type', 'occurred_at'],
  ],
  about: {
    nodePrefix: 'c',
    id: 'customer_id',
    personal: [
      'customer_id',
      'email',
      'phone',
      'anonymous_id',
      'session_id',
      'landing_page',
      'referrer',
      'description',
      'properties',
    ],
  },
  columns: {
    event_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    type: {
      type: 'string',
      required: true,
      doc: 'What happened, as `order.placed` or `page_view`.',
    },
    occurred_at: { type: 'timestamptz', required: true, doc: 'When it happened; never changes.' },
    description: { type: 'string', doc: 'What happened, in the words of the source.' },
    customer_id: { type: 'string', doc: 'Whose event it is, in `customers`.' },
    order_id: { type: 'string', doc: 'The order that it is about, in `orders`.' },
    product_id: { type: 'string', doc: 'The product that it is about, in `products`.' },
    email: { type: 'string', standard: 'email', doc: 'E-mail that it tells of, lower case.' },
    phone: {
      type: 'string',
      standard: { phone: { countryColumn: 'country' } },
      doc: 'Phone that it tells of, E.164.',
    },
    anonymous_id: { type: 'string', doc: 'What the source knows a stranger by, as a cookie.' },
    session_id: { type: 'string', doc: 'The visit that it was part of.' },
    country: { type: 'string', doc: 'Where it happened, ISO 3166-1 alpha-2.' },
    landing_page: { type: 'string', doc: 'Address of the first page of the visit.' },
    referrer: { type: 'string', doc: 'Address of the page before the visit.' },
    properties: {
      type: 'string',
      isJson: true,
      doc: 'All else that the source tells of it, JSON.',
    },
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
