import { defineEntity } from '../define-entity.ts'

/** What a model finds likely, and not likely enough to act upon. */
export const identityReview = defineEntity({
  name: 'identity_review',
  doc: 'One row a pair of customer records that may be of one person, for people to judge.',
  key: ['node', 'other_node'],
  columns: {
    node: { type: 'string', required: true, doc: 'One record, as in `identity_map`.' },
    other_node: { type: 'string', required: true, doc: 'The other record.' },
    profile_id: { type: 'string', required: true, doc: 'The profile of the one.' },
    other_profile_id: { type: 'string', required: true, doc: 'The profile of the other.' },
    weight: {
      type: 'double',
      required: true,
      doc: 'The evidence in bits: 0 is one to one, 4 is 94 %, 10 a thousand to one.',
    },
    probability: { type: 'double', required: true, doc: 'The same as a probability.' },
    evidence: {
      type: { list: 'string' },
      doc: 'What speaks for and against, as `city: the same`.',
    },
  },
})
