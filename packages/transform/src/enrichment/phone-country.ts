import type { Column } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import {
  beginning,
  choose,
  type Expression,
  extract,
  firstOf,
  isThere,
  lookUp,
} from '../model/expression.ts'
import { defineEnrichment } from './define-enrichment.ts'
import { phonePrefixes } from './phone-prefixes.ts'

const prefixes = { name: 'phone_prefixes', entries: phonePrefixes }

/** Longest first. */
const lengths = [...new Set([...phonePrefixes.keys()].map(({ length }) => length))].sort(
  (a, b) => b - a,
)

/**
 * The country that an E.164 number belongs to, by its calling code, and by its next digits where
 * countries share one. No region: numbers move with people.
 */
export const phoneCountry = (entity: Entity<{ readonly phone: Column }>) =>
  defineEnrichment({
    name: 'phone_country',
    doc: 'The country of a phone number.',
    entity,
    columns: {
      phone_country: {
        type: 'string',
        doc: 'Country that `phone` belongs to, ISO 3166-1 alpha-2; null for service numbers.',
      },
    },
    values: ({ phone }) => {
      const [first, ...others] = lengths.map((length) => lookUp(beginning(phone, length), prefixes))
      // `--` is no country: the pattern leaves it out.
      const country = extract(firstOf(first as Expression, ...others), '^([A-Z]{2})$')
      return { phone_country: choose([{ when: isThere(phone), gives: country }]) }
    },
  })
