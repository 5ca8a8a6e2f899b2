import { defineEntity } from '../define-entity.ts'
import { addressColumns, personColumns } from '../person-columns.ts'
import { profileColumn, recordColumns, versionColumns } from '../record-columns.ts'

export const leads = defineEntity({
  name: 'leads',
  doc: 'One row a person who may become a contact, as a CRM knows them.',
  key: ['provider', 'lead_id'],
  partitionBy: [{ column: 'lead_id', transform: 'bucket[16]' }],
  indexes: [['profile_id'], ['email']],
  person: { nodePrefix: 'lead', sameAs: { contact: 'converted_contact_id' }, isHearsay: true },
  columns: {
    lead_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    ...personColumns,
    company: { type: 'string', doc: 'The company, as the person wrote it.' },
    title: { type: 'string', doc: 'What the person is in the company.' },
    status: { type: 'string', doc: 'How far it has come, in the words of the source.' },
    lead_source: { type: 'string', doc: 'Where the lead came from.' },
    is_converted: { type: 'boolean', doc: 'Whether it has become a contact.' },
    converted_contact_id: { type: 'string', doc: 'The contact it became, in `contacts`.' },
    converted_account_id: { type: 'string', doc: 'The company it became, in `accounts`.' },
    converted_opportunity_id: { type: 'string', doc: 'What came of it, in `opportunities`.' },
    email_opt_out: { type: 'boolean', doc: 'Whether the person wants no e-mail.' },
    owner_id: { type: 'string', doc: 'Who looks after the lead.' },
    ...addressColumns('the address'),
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
