import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/CompanyLocation */
export const companyLocations = shopifyStream({
  name: 'company_locations',
  type: 'CompanyLocation',
  description: 'Places of companies that buy (B2B).',
  root: 'companyLocations',
  find: byUpdate,
  deletedAs: ['COMPANY_LOCATION'],
  fields: `id name externalId note phone locale currency createdAt updatedAt totalSpent company { id }
    shippingAddress { id address1 address2 city zoneCode countryCode zip phone recipient }
    billingAddress { id address1 address2 city zoneCode countryCode zip phone recipient }`,
})
