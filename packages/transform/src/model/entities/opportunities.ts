import { defineEntity } from '../define-entity.ts'
import { recordColumns, versionColumns } from '../record-columns.ts'

export const opportunities = defineEntity({
  name: 'opportunities',
  doc: 'One row a deal that may come, came or did not.',
  key: ['provider', 'opportunity_id'],
  indexes: [['provider', 'account_id'], ['close_date']],
  about: { nodePrefix: 'contact', id: 'contact_id', personal: ['contact_id', 'name'] },
  quality: [
    { kind: 'range', column: 'probability', min: 0, max: 100 },
    {
      kind: 'foreign_key',
      columns: ['provider', 'account_id'],
      table: 'accounts',
      references: ['provider', 'account_id'],
    },
  ],
  columns: {
    opportunity_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    account_id: { type: 'string', doc: 'The company, in `accounts`.' },
    contact_id: { type: 'string', doc: 'The person, in `contacts`.' },
    name: { type: 'string', doc: 'What the deal is called.' },
    stage: { type: 'string', doc: 'How far it has come, in the words of the source.' },
    opportunity_type: { type: 'string', doc: 'What kind of deal it is.' },
    amount: { type: 'decimal(18,2)', doc: 'What it is worth.' },
    currency: {
      type: 'string',
      doc: 'Currency of the amount, ISO 4217; null where there is one only.',
    },
    probability: { type: 'decimal(5,2)', doc: 'How likely it comes, in percent.' },
    close_date: { type: 'date', doc: 'When it closed, or is to close.' },
    is_closed: { type: 'boolean', doc: 'Whether it is decided.' },
    is_won: { type: 'boolean', doc: 'Whether it came.' },
    lead_source: { type: 'string', doc: 'Where it came from.' },
    owner_id: { type: 'string', doc: 'Who looks after the deal.' },
    ...versionColumns,
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
