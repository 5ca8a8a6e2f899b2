import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/AbandonedCheckout */
export const abandonedCheckouts = shopifyStream({
  name: 'abandoned_checkouts',
  type: 'AbandonedCheckout',
  description: 'Checkouts that were begun and not brought to an end.',
  root: 'abandonedCheckouts',
  find: byUpdateUnsorted,
  fields: `id name note abandonedCheckoutUrl discountCodes taxesIncluded createdAt updatedAt completedAt
    customer { id } totalPriceSet subtotalPriceSet totalTaxSet totalDiscountSet totalLineItemsPriceSet
    shippingAddress billingAddress
    lineItems { id title sku quantity originalUnitPriceSet discountedTotalPriceSet product { id } variant { id } }`,
})
