import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Shop */
export const shop = shopifyStream({
  name: 'shop',
  type: 'Shop',
  description: 'The shop itself.',
  root: 'shop',
  find: whole,
  fields: `id name myshopifyDomain email contactEmail shopOwnerName currencyCode enabledPresentmentCurrencies
    ianaTimezone timezoneOffset unitSystem weightUnit taxesIncluded taxShipping setupRequired
    createdAt updatedAt url primaryDomain { id host url } shopAddress plan { publicDisplayName }`,
})
