import type { Column } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import {
  type Expression,
  extract,
  firstOf,
  joined,
  lookUp,
  lowerCase,
  upperCase,
} from '../model/expression.ts'
import { columnOf, defineEnrichment } from './define-enrichment.ts'
import { regionNames } from './region-names.ts'

const names = { name: 'region_names', entries: regionNames }

/** A code of a region as ISO 3166-2 has them after the country. */
const codeForm = '^([A-Za-z0-9]{1,3})$'

/**
 * The region of an address, ISO 3166-2: its code where the source gives one, or else the code of its
 * name, by the standard's own spelling or a usual one. A name that is neither stays in `province` alone.
 */
export const region = (entity: Entity<{ readonly country: Column; readonly province: Column }>) => {
  const code: readonly Expression[] =
    'province_code' in entity.columns ? [extract(columnOf('province_code'), codeForm)] : []
  return defineEnrichment({
    name: 'region',
    doc: 'The region of an address by its code.',
    entity,
    columns: {
      region: {
        type: 'string',
        doc: 'Region of the address, ISO 3166-2, as `US-CA`; null where its code is not known.',
      },
    },
    values: ({ country, province }) => {
      const named = lookUp(joined([country, lowerCase(province)], ' '), names)
      const written = upperCase(extract(province, '^([A-Z0-9]{2,3})$'))
      const [first, ...others] = [...code.map(upperCase), named, written]
      return { region: joined([country, firstOf(first as Expression, ...others)], '-') }
    },
  })
}
