import { defineEntity } from '../define-entity.ts'
import { recordColumns } from '../record-columns.ts'

export const products = defineEntity({
  name: 'products',
  doc: 'One row a product of a source.',
  key: ['provider', 'product_id'],
  columns: {
    product_id: { type: 'string', required: true, doc: 'The id that the source gives.' },
    provider: recordColumns.provider,
    title: { type: 'string', doc: 'Name of the product.' },
    handle: { type: 'string', doc: 'Its name in web addresses.' },
    status: { type: 'string', doc: 'Whether it is on sale, in the words of the source.' },
    vendor: { type: 'string', doc: 'Who makes or sells it.' },
    product_type: { type: 'string', doc: "The merchant's category." },
    tags: { type: { list: 'string' }, doc: 'Labels that the merchant gave.' },
    total_inventory: { type: 'long', doc: 'Pieces in stock over all variants.' },
    created_at: { type: 'timestamptz', doc: 'When the source created the record.' },
    published_at: { type: 'timestamptz', doc: 'When it went on sale.' },
    updated_at: { type: 'timestamptz', doc: 'When the source last changed it; the greater wins.' },
    _sdc_sequence: recordColumns._sdc_sequence,
    _sdc_table_version: recordColumns._sdc_table_version,
  },
})
