import { newestFirst, shopifyStream } from '../discovery/stream-definition.ts'

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/GiftCard */
export const giftCards = shopifyStream({
  name: 'gift_cards',
  type: 'GiftCard',
  description: 'Gift cards, by their last characters alone.',
  root: 'giftCards',
  find: newestFirst,
  fields: `id lastCharacters maskedCode enabled expiresOn note balance initialValue createdAt updatedAt
    deactivatedAt templateSuffix customer { id } order { id }`,
})
