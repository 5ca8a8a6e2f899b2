import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Blog */
export const blogs = shopifyStream({
  name: 'blogs',
  type: 'Blog',
  description: 'Blogs of the online store.',
  root: 'blogs',
  find: byUpdateUnsorted,
  deletedAs: ['BLOG'],
  fields: `id title handle tags commentPolicy templateSuffix createdAt updatedAt`,
})
