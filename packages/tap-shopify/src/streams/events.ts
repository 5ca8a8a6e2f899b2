import { byCreation, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Event */
export const events = shopifyStream({
  name: 'events',
  type: 'Event',
  description: 'What happened in the shop: creations, changes, deletions.',
  root: 'events',
  find: byCreation,
  fields: `__typename id action message appTitle attributeToApp attributeToUser criticalAlert createdAt
    ... on BasicEvent { subjectId subjectType }`,
})
