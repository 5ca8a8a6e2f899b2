import { byUpdateUnsorted, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/MarketingActivity */
export const marketingActivities = shopifyStream({
  name: 'marketing_activities',
  type: 'MarketingActivity',
  description: 'Campaigns and automations of marketing.',
  root: 'marketingActivities',
  find: byUpdateUnsorted,
  fields: `id title status tactic marketingChannelType sourceAndMedium isExternal createdAt updatedAt
    adSpend budget { budgetType total } utmParameters { campaign source medium }`,
})
