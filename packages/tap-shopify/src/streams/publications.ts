import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Publication */
export const publications = shopifyStream({
  name: 'publications',
  type: 'Publication',
  description: 'Where products are published.',
  root: 'publications',
  find: whole,
  fields: `id autoPublish supportsFuturePublishing catalog { id }`,
})
