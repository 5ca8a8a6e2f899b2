import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/SubscriptionContract */
export const subscriptionContracts = shopifyStream({
  name: 'subscription_contracts',
  type: 'SubscriptionContract',
  description: 'Subscriptions of customers to the app that asks.',
  root: 'subscriptionContracts',
  find: byUpdate,
  fields: `id status currencyCode nextBillingDate lastPaymentStatus note createdAt updatedAt customer { id }
    originOrder { id } deliveryPrice billingPolicy { interval intervalCount }
    lines { id title sku quantity currentPrice productId variantId }`,
})
