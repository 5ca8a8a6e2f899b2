import { defineEntity } from '../define-entity.ts'

/** Which profile each node of the identity graph belongs to: what keeps profile ids stable. */
export const identityMap = defineEntity({
  name: 'identity_map',
  doc: 'One row a node of the identity graph: a customer record or a guest.',
  key: ['node'],
  partitionBy: [{ column: 'profile_id', transform: 'bucket[16]' }],
  isInternal: true,
  columns: {
    node: {
      type: 'string',
      required: true,
      doc: '`c:PROVIDER:CUSTOMER_ID`, `contact:…`, `lead:…`, or `g:` and a hash of the e-mail and phone of a guest.',
    },
    profile_id: { type: 'string', required: true, doc: 'The profile, in `profiles`.' },
    since: {
      type: 'timestamptz',
      required: true,
      doc: 'When the profile id was first given; the oldest one survives a merge.',
    },
  },
})

/** Where profile ids went that are no more. */
export const identityMerges = defineEntity({
  name: 'identity_merges',
  doc: 'One row a profile id that is no more because its profile was merged into another.',
  key: ['old_profile_id'],
  columns: {
    old_profile_id: { type: 'string', required: true, doc: 'The id that is no more.' },
    profile_id: { type: 'string', required: true, doc: 'The profile that it is part of now.' },
    merged_at: { type: 'timestamptz', required: true, doc: 'When it was merged.' },
  },
})

/** What keeps a deleted record deleted when an older version of it arrives late. */
export const deletedRecords = defineEntity({
  name: 'deleted_records',
  doc: 'One row a record that its source deleted.',
  key: ['table_name', 'provider', 'record_id'],
  isInternal: true,
  columns: {
    table_name: { type: 'string', required: true, doc: 'The table that it was removed from.' },
    provider: { type: 'string', required: true, doc: 'The source that deleted it.' },
    record_id: { type: 'string', required: true, doc: 'Its id in that table.' },
    deleted_at: { type: 'timestamptz', required: true, doc: 'When the source deleted it.' },
    _sdc_sequence: { type: 'long', doc: 'The order in which the deletion arrived.' },
    _sdc_table_version: { type: 'long', doc: 'The newest full extraction it was seen in.' },
  },
})

/** What keeps people forgotten of whom no other table holds anything; everything in it is a hash. */
export const forgottenRecords = defineEntity({
  name: 'forgotten_records',
  doc: 'One row a record of somebody who is to be forgotten and an identifier that it has, hashed.',
  key: ['table_name', 'record', 'identifier'],
  isInternal: true,
  columns: {
    table_name: { type: 'string', required: true, doc: 'The table that the record is of.' },
    provider: { type: 'string', required: true, doc: 'The source that it comes from.' },
    record: { type: 'string', required: true, doc: 'Hash of its id.' },
    identifier: {
      type: 'string',
      required: true,
      doc: 'Kind and hash of an identifier: `e:` e-mail, `t:` phone, `-:` one that names nobody; empty in the one row that every record has.',
    },
    node: {
      type: 'string',
      doc: 'Hash of the node of the identity graph; null where it has none.',
    },
    is_shared: {
      type: 'boolean',
      required: true,
      doc: 'Whether people who are not forgotten have the identifier too.',
    },
    updated_at: { type: 'timestamptz', doc: 'When the source last changed the record.' },
    _sdc_sequence: { type: 'long', doc: 'The order in which it arrived.' },
    _sdc_table_version: { type: 'long', doc: 'The newest full extraction it was seen in.' },
  },
})
