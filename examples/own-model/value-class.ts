import { choose, defineEnrichment, isAtLeast, isThere, literal, profiles } from '@descant/transform'

/** A step: how much a person has bought, as a column of `profiles`. */
export const valueClass = defineEnrichment({
  name: 'value_class',
  doc: 'How much a person has bought.',
  entity: profiles,
  columns: { value_class: { type: 'string', doc: '`vip`, `buyer`, `known`, or null.' } },
  values: (profile) => ({
    value_class: choose([
      { when: isAtLeast(profile.total_spent, 1000), gives: literal('vip') },
      { when: isAtLeast(profile.orders_count, 1), gives: literal('buyer') },
      { when: isThere(profile.email), gives: literal('known') },
    ]),
  }),
})
