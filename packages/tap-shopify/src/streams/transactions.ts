import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/OrderTransaction */
export const transactions = shopifyStream({
  name: 'transactions',
  type: 'OrderTransaction',
  description: 'Payments of orders: authorizations, captures, sales, refunds.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'transactions', as: 'order' },
  fields: `id kind status gateway formattedGateway paymentId errorCode test manualPaymentGateway createdAt
    processedAt authorizationExpiresAt amountSet amountRoundingSet totalUnsettledSet
    accountNumber settlementCurrency settlementCurrencyRate parentTransaction { id } receiptJson`,
})
