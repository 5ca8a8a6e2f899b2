import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Segment */
export const segments = shopifyStream({
  name: 'segments',
  type: 'Segment',
  description: 'Segments of customers.',
  root: 'segments',
  find: whole,
  fields: `id name query creationDate lastEditDate`,
})
