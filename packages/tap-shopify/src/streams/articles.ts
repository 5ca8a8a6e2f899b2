import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Article */
export const articles = shopifyStream({
  name: 'articles',
  type: 'Article',
  description: 'Articles of the blogs.',
  root: 'articles',
  find: byUpdate,
  deletedAs: ['ARTICLE'],
  fields: `id title handle body summary tags isPublished publishedAt templateSuffix createdAt updatedAt
    author { name } blog { id } image { id url altText }`,
})
