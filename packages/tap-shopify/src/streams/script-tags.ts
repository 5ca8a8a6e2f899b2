import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ScriptTag */
export const scriptTags = shopifyStream({
  name: 'script_tags',
  type: 'ScriptTag',
  description: 'Scripts that apps have put into the online store.',
  root: 'scriptTags',
  find: byUpdateUnsorted,
  fields: `id legacyResourceId src displayScope cache createdAt updatedAt`,
})
