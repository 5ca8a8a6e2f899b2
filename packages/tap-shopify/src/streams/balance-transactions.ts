import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsBalanceTransaction */
export const balanceTransactions = shopifyStream({
  name: 'balance_transactions',
  type: 'ShopifyPaymentsBalanceTransaction',
  description: 'What makes up the balance of Shopify Payments.',
  root: 'shopifyPaymentsAccount.balanceTransactions',
  find: whole,
  scopes: ['read_shopify_payments_payouts'],
  fields: `id type test transactionDate amount fee net sourceId sourceType sourceOrderTransactionId
    adjustmentReason associatedOrder { id name } associatedPayout { id status }`,
})
