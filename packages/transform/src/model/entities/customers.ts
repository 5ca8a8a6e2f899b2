import { defineEntity } from '../define-entity.ts'
import { addressColumns, personColumns } from '../person-columns.ts'
import { profileColumn, recordColumns, versionColumns } from '../record-columns.ts'

export const customers = defineEntity({
  name: 'customers',
  doc: 'One row a customer record of a source.',
  key: ['provider', 'customer_id'],
  partitionBy: [{ column: 'customer_id', transform: 'bucket[16]' }],
  indexes: [['profile_id'], ['email']],
  person: { nodePrefix: 'c' },
  columns: {
    customer_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    profile_id: profileColumn.profile_id,
    ...personColumns,
    birth_date: { type: 'date', doc: 'Day of birth.' },
    display_name: { type: 'string', doc: 'The name as the source shows it.' },
    state: { type: 'string', doc: 'State of the account, in the words of the source.' },
    email_marketing_state: { type: 'string', doc: 'Consent to marketing by e-mail.' },
    phone_marketing_state: { type: 'string', doc: 'Consent to marketing by phone.' },
    verified_email: { type: 'boolean', doc: 'Whether the source has verified the address.' },
    tax_exempt: { type: 'boolean', doc: 'Whether orders are free of tax.' },
    locale: { type: 'string', doc: 'Language of the customer, as `en` or `pt-BR`.' },
    tags: { type: { list: 'string' }, doc: 'Labels that the merchant gave.' },
    note: { type: 'string', doc: 'What the merchant noted.' },
    ...addressColumns('the default address'),
    address2: { type: 'string', doc: 'Second line of the default address.' },
    province_code: { type: 'string', doc: 'Code of the province.' },
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
