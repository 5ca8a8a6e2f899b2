import { shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/TenderTransaction */
export const tenderTransactions = shopifyStream({
  name: 'tender_transactions',
  type: 'TenderTransaction',
  description: 'Money that was paid or paid back, by means of payment.',
  root: 'tenderTransactions',
  find: { key: 'processedAt', filter: 'processed_at' },
  fields: `id amount paymentMethod processedAt remoteReference test order { id }`,
})
