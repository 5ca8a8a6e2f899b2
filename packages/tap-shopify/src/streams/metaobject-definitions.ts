import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/MetaobjectDefinition */
export const metaobjectDefinitions = shopifyStream({
  name: 'metaobject_definitions',
  type: 'MetaobjectDefinition',
  description: 'Kinds of metaobjects that the shop has defined.',
  root: 'metaobjectDefinitions',
  find: whole,
  fields: `id name type description displayNameKey metaobjectsCount createdAt updatedAt
    fieldDefinitions { key name description required type { name category } validations { name value } }`,
})
