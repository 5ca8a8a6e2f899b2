import { defineEntity } from '../define-entity.ts'
import { profileColumn, recordColumns } from '../record-columns.ts'

export const contacts = defineEntity({
  name: 'contacts',
  doc: 'One row a person that sales or support deal with, as a CRM knows them.',
  key: ['provider', 'contact_id'],
  indexes: [['profile_id'], ['email'], ['provider', 'account_id']],
  person: { nodePrefix: 'contact', sameAs: { contact: 'contact_id' } },
  columns: {
    contact_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    account_id: { type: 'string', doc: 'The company, in `accounts`.' },
    email: { type: 'string', standard: 'email', doc: 'E-mail address, lower case.' },
    phone: {
      type: 'string',
      standard: { phone: { countryColumn: 'country' } },
      doc: 'Phone number, mobile before landline, E.164.',
    },
    first_name: { type: 'string', doc: 'Given name.' },
    last_name: { type: 'string', doc: 'Family name.' },
    birth_date: { type: 'date', doc: 'Day of birth.' },
    title: { type: 'string', doc: 'What the person is in the company.' },
    department: { type: 'string', doc: 'Where in the company.' },
    lead_source: { type: 'string', doc: 'Where the contact came from.' },
    email_opt_out: { type: 'boolean', doc: 'Whether the person wants no e-mail.' },
    owner_id: { type: 'string', doc: 'Who looks after the contact.' },
    address1: { type: 'string', doc: 'Street of the mailing address.' },
    city: { type: 'string', doc: 'City of the mailing address.' },
    province: { type: 'string', doc: 'Province or state of the mailing address.' },
    zip: { type: 'string', doc: 'Postal code of the mailing address.' },
    country: { type: 'string', doc: 'Country of the mailing address, ISO 3166-1 alpha-2.' },
    created_at: { type: 'timestamptz', doc: 'When the source created the record.' },
    updated_at: { type: 'timestamptz', doc: 'When the source last changed it; the greater wins.' },
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
