import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Market */
export const markets = shopifyStream({
  name: 'markets',
  type: 'Market',
  description: 'Markets: whom the shop sells to in its own way.',
  root: 'markets',
  find: whole,
  fields: `id name handle status type
    currencySettings { baseCurrency { currencyCode } localCurrencies }
    catalogs { id } webPresences { id }`,
})
