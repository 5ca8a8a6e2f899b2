import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/File */
export const files = shopifyStream({
  name: 'files',
  type: 'File',
  description: 'Files and images of the shop.',
  root: 'files',
  find: byUpdate,
  scopes: ['read_files', 'read_themes', 'read_images'],
  fields: `__typename id alt fileStatus createdAt updatedAt
    ... on MediaImage { mimeType image { id url width height } }
    ... on GenericFile { url mimeType originalFileSize }`,
})
