import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Comment */
export const comments = shopifyStream({
  name: 'comments',
  type: 'Comment',
  description: 'Comments on articles.',
  root: 'comments',
  find: byUpdateUnsorted,
  deletedAs: ['COMMENT'],
  fields: `id body bodyHtml status isPublished publishedAt createdAt updatedAt author { name email }
    article { id }`,
})
