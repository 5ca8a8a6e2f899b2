import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/SalesAgreement */
export const orderAgreements = shopifyStream({
  name: 'order_agreements',
  type: 'SalesAgreement',
  description: 'Agreements of orders: sales, edits, refunds, returns.',
  root: 'orders',
  find: byUpdate,
  through: { type: 'Order', path: 'agreements', as: 'order' },
  scopes: ['read_orders'],
  fields: `__typename id happenedAt reason app { id }
    sales { id actionType lineType quantity totalAmount totalTaxAmount totalDiscountAmountAfterTaxes }`,
})
