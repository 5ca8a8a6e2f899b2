/** What the pipeline knows of a record, in the names of the Singer field. */
export interface RecordMetadata {
  /** When the tap read it. */
  readonly extractedAt: string
  /** When the target received it. */
  readonly receivedAt: string
  /** When its batch was opened. */
  readonly batchedAt: string
  /** Grows with each record, across streams and runs. */
  readonly sequence: number
  /** The table version, where the tap sends one. */
  readonly tableVersion: number | undefined
}

/** A record that already has one of these members keeps its own: a key must not stand twice. */
const mayHaveOwn = (text: string) => text.includes('"_sdc_')

const membersOf = (metadata: RecordMetadata): readonly (readonly [string, string])[] => [
  ['_sdc_extracted_at', JSON.stringify(metadata.extractedAt)],
  ['_sdc_received_at', JSON.stringify(metadata.receivedAt)],
  ['_sdc_batched_at', JSON.stringify(metadata.batchedAt)],
  ['_sdc_sequence', String(metadata.sequence)],
  ['_sdc_table_version', String(metadata.tableVersion ?? null)],
]

/**
 * The record's own bytes, with what the pipeline knows of it appended as `_sdc_*` members: for targets
 * that keep the bytes. A member that the tap has set itself stays.
 *
 * @param text The JSON text of an object, as the tap wrote it.
 * @param record The same, parsed.
 * @example
 * appendMetadata('{"total":10.10}', { total: 10.1 }, metadata)
 * // '{"total":10.10,"_sdc_extracted_at":"2026-11-23T02:00:00.000Z",…}'
 */
export function appendMetadata(text: string, record: object, metadata: RecordMetadata): string {
  const members = membersOf(metadata)
    .filter(([name]) => !(mayHaveOwn(text) && Object.hasOwn(record, name)))
    .map(([name, value]) => `"${name}":${value}`)
  const end = text.lastIndexOf('}')
  const comma = Object.keys(record).length > 0 && members.length > 0 ? ',' : ''
  return `${text.slice(0, end)}${comma}${members.join(',')}}`
}
