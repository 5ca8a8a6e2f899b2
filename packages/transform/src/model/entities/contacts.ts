import { defineEntity } from '../define-entity.ts'
import { addressColumns, personColumns } from '../person-columns.ts'
import { profileColumn, recordColumns, versionColumns } from '../record-columns.ts'

export const contacts = defineEntity({
  name: 'contacts',
  doc: 'One row a person that sales or support deal with, as a CRM knows them.',
  key: ['provider', 'contact_id'],
  partitionBy: [{ column: 'contact_id', transform: 'bucket[16]' }],
  indexes: [['profile_id'], ['email'], ['provider', 'account_id']],
  person: { nodePrefix: 'contact', sameAs: { contact: 'contact_id' } },
  columns: {
    contact_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    account_id: { type: 'string', doc: 'The company, in `accounts`.' },
    ...personColumns,
    birth_date: { type: 'date', doc: 'Day of birth.' },
    title: { type: 'string', doc: 'What the person is in the company.' },
    department: { type: 'string', doc: 'Where in the company.' },
    lead_source: { type: 'string', doc: 'Where the contact came from.' },
    email_opt_out: { type: 'boolean', doc: 'Whether the person wants no e-mail.' },
    owner_id: { type: 'string', doc: 'Who looks after the contact.' },
    ...addressColumns('the mailing address'),
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
