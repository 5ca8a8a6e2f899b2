import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopifyPaymentsDispute */
export const disputes = shopifyStream({
  name: 'disputes',
  type: 'ShopifyPaymentsDispute',
  description: 'Payments that buyers dispute.',
  root: 'disputes',
  find: whole,
  fields: `id legacyResourceId status type amount initiatedAt evidenceDueBy evidenceSentOn finalizedOn
    order { id } reasonDetails { reason networkReasonCode }`,
})
