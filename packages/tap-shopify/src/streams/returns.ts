import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Return */
export const returns = shopifyStream({
  name: 'returns',
  type: 'Return',
  description: 'Returns of orders.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'returns', as: 'order' },
  fields: `id name status totalQuantity createdAt closedAt requestApprovedAt decline { reason note }
    returnLineItems { id quantity refundableQuantity refundedQuantity returnReasonNote customerNote }
    refunds { id }`,
})
