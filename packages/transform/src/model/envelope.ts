import type { RawObject } from './raw-shape.ts'

/** What the target appended to every raw record, as far as the transform reads it. */
export const envelope = {
  _sdc_sequence: 'text',
  _sdc_table_version: 'text',
  _sdc_deleted_at: 'text',
} as const satisfies RawObject
