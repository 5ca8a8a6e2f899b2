import type { SchemaPart } from '../api/schema-part.ts'
import type { GiftCardRecord } from './record.ts'

/** Gift cards: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/GiftCard */
export const giftCardsPart: SchemaPart = {
  resolvers: {
    GiftCard: {
      isRedeemable: ({ enabled, balance }: GiftCardRecord) => enabled && balance > 0,
      maskedCode: ({ lastCharacters }: GiftCardRecord) =>
        `•••• •••• •••• ${lastCharacters.toUpperCase()}`,
    },
  },
  searchable: {
    // There is no filter by updated_at, though one can sort by it.
    GiftCard: () => ({
      fields: {
        balance_status: {
          type: 'enumeration',
          values: ['full', 'partial', 'empty', 'full_or_partial'],
          of: balanceStatuses,
        },
        initial_value: { type: 'money', of: ({ initialValue }) => initialValue },
        status: {
          type: 'enumeration',
          values: ['disabled', 'enabled', 'expired', 'expiring'],
          of: ({ enabled, expiresOn }) => [
            enabled ? 'enabled' : 'disabled',
            ...(expiresOn === null ? [] : ['expiring']),
          ],
        },
      },
      text: ({ lastCharacters, note }) => `${lastCharacters} ${note ?? ''}`,
      sortKeys: {
        BALANCE: { type: 'number', of: ({ balance }) => balance },
        DISABLED_AT: { type: 'time', of: ({ deactivatedAt }) => deactivatedAt },
        INITIAL_VALUE: { type: 'number', of: ({ initialValue }) => initialValue },
      },
    }),
  },
}

function balanceStatuses({ balance, initialValue }: GiftCardRecord): string[] {
  if (balance === 0) return ['empty']
  return [balance === initialValue ? 'full' : 'partial', 'full_or_partial']
}
