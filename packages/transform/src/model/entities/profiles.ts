import { defineEntity } from '../define-entity.ts'

/**
 * Cancelled orders and test orders count nowhere here: nothing was sold. They stay in `orders`.
 * Refunds are not taken off yet, `total_spent` is the sum of `total_price`.
 */
export const profiles = defineEntity({
  name: 'profiles',
  doc: 'One row a person: all customer records and guest orders that share an e-mail or a phone.',
  key: ['profile_id'],
  partitionBy: [{ column: 'profile_id', transform: 'bucket[16]' }],
  indexes: [['email'], ['phone'], ['last_order_at']],
  columns: {
    profile_id: { type: 'string', required: true, doc: 'Id of the person; stays over all runs.' },
    email: { type: 'string', doc: 'The e-mail of the newest record that has one.' },
    phone: { type: 'string', doc: 'The phone of the newest record that has one, E.164.' },
    first_name: { type: 'string', doc: 'Given name, of the newest record that has one.' },
    last_name: { type: 'string', doc: 'Family name, of the newest record that has one.' },
    country: {
      type: 'string',
      doc: 'Country, ISO 3166-1 alpha-2, of the newest record that has one.',
    },
    region: { type: 'string', doc: 'Region, ISO 3166-2, of the newest record that has one.' },
    orders_count: {
      type: 'long',
      required: true,
      doc: 'Orders, without cancelled and test orders.',
    },
    total_spent: {
      type: 'decimal(18,2)',
      doc: 'Sum of `total_price` of these orders; null where it has more digits than fit.',
    },
    average_order_value: {
      type: 'decimal(18,2)',
      doc: '`total_spent` by `orders_count`, rounded half up; null without orders.',
    },
    currency: {
      type: 'string',
      doc: 'Currency of the sums; null where orders in several currencies were added.',
    },
    reporting_total_spent: {
      type: 'decimal(18,2)',
      doc: 'Sum of `reporting_total_price` of these orders; null where one of them has none.',
    },
    reporting_average_order_value: {
      type: 'decimal(18,2)',
      doc: 'The same by `orders_count`, rounded half up; null without orders.',
    },
    reporting_currency: { type: 'string', doc: 'Currency of the two, ISO 4217.' },
    first_order_at: { type: 'timestamptz', doc: 'When the first of these orders was placed.' },
    last_order_at: { type: 'timestamptz', doc: 'When the last of these orders was placed.' },
    recency_days: {
      type: 'int',
      isOfTheRun: true,
      doc: 'Days from that of the last of these orders to that of `computed_at`, UTC; null without orders.',
    },
    computed_at: {
      type: 'timestamptz',
      isOfTheRun: true,
      doc: 'When the run began that last built this row: `recency_days` holds for this time.',
    },
    sources: { type: { list: 'string' }, doc: 'The providers that know the person, sorted.' },
    provenance: {
      type: { list: 'string' },
      doc: 'Which record each value is from, by its node, as `email: c:shopify:1`.',
    },
    created_at: { type: 'timestamptz', doc: 'When the first record of the person was created.' },
    updated_at: { type: 'timestamptz', doc: 'When any record of the person last changed.' },
  },
})
