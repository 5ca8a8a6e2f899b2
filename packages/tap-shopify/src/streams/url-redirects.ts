import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/UrlRedirect */
export const urlRedirects = shopifyStream({
  name: 'url_redirects',
  type: 'UrlRedirect',
  description: 'Redirects of the online store.',
  root: 'urlRedirects',
  find: whole,
  fields: `id path target`,
})
