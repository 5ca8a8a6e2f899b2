import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Page */
export const pages = shopifyStream({
  name: 'pages',
  type: 'Page',
  description: 'Pages of the online store.',
  root: 'pages',
  find: byUpdate,
  deletedAs: ['PAGE'],
  fields: `id title handle body bodySummary isPublished publishedAt templateSuffix createdAt updatedAt`,
})
