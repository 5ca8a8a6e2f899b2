import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/DeliveryProfile */
export const deliveryProfiles = shopifyStream({
  name: 'delivery_profiles',
  type: 'DeliveryProfile',
  description: 'What is delivered from where at which price.',
  root: 'deliveryProfiles',
  find: whole,
  fields: `id name default version activeMethodDefinitionsCount locationsWithoutRatesCount originLocationCount
    zoneCountryCount`,
})
