import { shopifyStream, whole } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/SellingPlanGroup */
export const sellingPlanGroups = shopifyStream({
  name: 'selling_plan_groups',
  type: 'SellingPlanGroup',
  description: 'Subscriptions and other selling plans, with the plans.',
  root: 'sellingPlanGroups',
  find: whole,
  fields: `id name merchantCode description summary options position appId createdAt
    sellingPlans { id name category description options position createdAt }`,
})
