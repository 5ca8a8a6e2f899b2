import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/OnlineStoreTheme */
export const themes = shopifyStream({
  name: 'themes',
  type: 'OnlineStoreTheme',
  description: 'Themes of the online store.',
  root: 'themes',
  find: whole,
  fields: `id name role prefix processing processingFailed themeStoreId createdAt updatedAt`,
})
