import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/PriceList */
export const priceLists = shopifyStream({
  name: 'price_lists',
  type: 'PriceList',
  description: 'Price lists, with the prices that are fixed in them.',
  root: 'priceLists',
  find: whole,
  fields: `id name currency fixedPricesCount parent { adjustment { type value } } catalog { id }
    prices(originType: FIXED) { price compareAtPrice originType variant { id } }`,
})
