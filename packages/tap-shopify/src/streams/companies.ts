import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/Company */
export const companies = shopifyStream({
  name: 'companies',
  type: 'Company',
  description: 'Companies that buy (B2B), with their contacts.',
  root: 'companies',
  find: byUpdate,
  deletedAs: ['COMPANY'],
  fields: `id name externalId note customerSince createdAt updatedAt totalSpent mainContact { id }
    contacts { id title locale isMainContact createdAt updatedAt customer { id } }`,
})
