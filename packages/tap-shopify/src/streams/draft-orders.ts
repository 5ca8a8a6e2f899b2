import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/DraftOrder */
export const draftOrders = shopifyStream({
  name: 'draft_orders',
  type: 'DraftOrder',
  description: 'Orders that are being drawn up by the merchant.',
  root: 'draftOrders',
  find: byUpdate,
  deletedAs: ['DRAFT_ORDER'],
  fields: `id legacyResourceId name status email phone note2 tags poNumber currencyCode taxExempt taxesIncluded
    createdAt updatedAt completedAt invoiceSentAt invoiceUrl order { id } customer { id }
    totalPriceSet subtotalPriceSet totalTaxSet totalShippingPriceSet totalDiscountsSet
    shippingAddress billingAddress
    lineItems {
      id title name sku quantity originalUnitPriceSet discountedTotalSet product { id } variant { id }
    }`,
})
