import { byUpdate, shopifyStream } from '../discovery/stream-definition.ts'

const common = 'title status summary startsAt endsAt createdAt updatedAt'
const codes = 'codes { id code asyncUsageCount } usageLimit appliesOncePerCustomer asyncUsageCount'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/DiscountNode */
export const discounts = shopifyStream({
  name: 'discounts',
  type: 'DiscountNode',
  description: 'Discounts of all kinds, with all of their codes.',
  root: 'discountNodes',
  find: { ...byUpdate, keyIn: 'discount' },
  deletedAs: [
    'DISCOUNT_NODE',
    'DISCOUNT_CODE_NODE',
    'DISCOUNT_AUTOMATIC_NODE',
    'DISCOUNT_AUTOMATIC_BXGY',
    'PRICE_RULE',
  ],
  fields: `id discount {
    __typename
    ... on DiscountCodeBasic { ${common} ${codes} }
    ... on DiscountCodeBxgy { ${common} ${codes} }
    ... on DiscountCodeFreeShipping { ${common} ${codes} }
    ... on DiscountCodeApp { title status startsAt endsAt createdAt updatedAt ${codes} }
    ... on DiscountAutomaticBasic { ${common} asyncUsageCount }
    ... on DiscountAutomaticBxgy { ${common} asyncUsageCount }
    ... on DiscountAutomaticFreeShipping { ${common} asyncUsageCount }
    ... on DiscountAutomaticApp { title status startsAt endsAt createdAt updatedAt asyncUsageCount }
  }`,
})
