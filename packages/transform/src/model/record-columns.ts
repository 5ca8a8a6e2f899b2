import type { Columns } from './column.ts'
import type { Entity } from './define-entity.ts'

/** The columns of every table that holds records of a source; the transform fills them itself. */
export const recordColumns = {
  provider: {
    type: 'string',
    required: true,
    doc: 'The source that the record comes from, by the name it has in the project.',
  },
  _sdc_sequence: {
    type: 'long',
    doc: 'The order in which versions of a record arrived; decides between equal `updated_at`.',
  },
  _sdc_table_version: {
    type: 'long',
    doc: 'The newest full extraction that the record was seen in, for sources that announce them.',
  },
} as const satisfies Columns

/** When the source made and changed a record; every table of records has them. */
export const versionColumns = {
  created_at: { type: 'timestamptz', doc: 'When the source created the record.' },
  updated_at: { type: 'timestamptz', doc: 'When the source last changed it; the greater wins.' },
} as const satisfies Columns

/** The profile that the row belongs to; the transform fills it from the identity graph. */
export const profileColumn = {
  profile_id: {
    type: 'string',
    doc: 'The profile of the person, in `profiles`. Stays as profiles grow and merge.',
  },
} as const satisfies Columns

/** The columns that a record of an entity fills, or the transform with it: all but the profile. */
export const recordColumnsOf = (entity: Entity): string[] =>
  Object.keys(entity.columns).filter((name) => !(name in profileColumn))
