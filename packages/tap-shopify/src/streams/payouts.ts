import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsPayout */
export const payouts = shopifyStream({
  name: 'payouts',
  type: 'ShopifyPaymentsPayout',
  description: 'Payouts of Shopify Payments to the bank.',
  root: 'shopifyPaymentsAccount.payouts',
  find: whole,
  scopes: ['read_shopify_payments_payouts'],
  fields: `id legacyResourceId issuedAt status transactionType net
    summary { chargesGross chargesFee refundsFeeGross refundsFee adjustmentsGross adjustmentsFee
      reservedFundsGross reservedFundsFee retriedPayoutsGross retriedPayoutsFee }`,
})
