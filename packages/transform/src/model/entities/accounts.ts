import { defineEntity } from '../define-entity.ts'
import { addressColumns } from '../person-columns.ts'
import { recordColumns, versionColumns } from '../record-columns.ts'

export const accounts = defineEntity({
  name: 'accounts',
  doc: 'One row a company, as a CRM knows it.',
  key: ['provider', 'account_id'],
  columns: {
    account_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    name: { type: 'string', doc: 'Name of the company.' },
    account_type: { type: 'string', doc: 'What it is to us, as `Customer` or `Partner`.' },
    industry: { type: 'string', doc: 'What it does.' },
    website: { type: 'string', doc: 'Its address in the web.' },
    phone: {
      type: 'string',
      standard: { phone: { countryColumn: 'country' } },
      doc: 'Phone number, E.164.',
    },
    parent_account_id: { type: 'string', doc: 'The company that it belongs to.' },
    employees: { type: 'long', doc: 'People who work there.' },
    annual_revenue: {
      type: 'decimal(18,2)',
      doc: 'Revenue of a year, in the currency of the source.',
    },
    owner_id: { type: 'string', doc: 'Who looks after the company.' },
    ...addressColumns('the billing address'),
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
