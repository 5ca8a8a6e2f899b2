import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Collection */
export const collections = shopifyStream({
  name: 'collections',
  type: 'Collection',
  description: 'Collections, with the products that are in them.',
  root: 'collections',
  find: byUpdate,
  deletedAs: ['COLLECTION'],
  fields: `id legacyResourceId title handle description descriptionHtml sortOrder templateSuffix updatedAt
    image { id url altText width height } seo { title description }
    ruleSet { appliedDisjunctively rules { column relation condition } }
    products { id }`,
})
