import { defineSource } from '../../model/define-source.ts'
import { shopifyAbandonedCheckouts } from './abandoned-checkouts.ts'
import { shopifyCustomers } from './customers.ts'
import { shopifyEvents } from './events.ts'
import { shopifyOrders } from './orders.ts'
import { shopifyProducts } from './products.ts'

/** What the records of `tap-shopify` mean: Shopify's GraphQL Admin API, in its own field names. */
export const shopify = defineSource({
  type: 'shopify',
  streams: [
    shopifyCustomers,
    shopifyOrders,
    shopifyProducts,
    shopifyEvents,
    shopifyAbandonedCheckouts,
  ],
})
