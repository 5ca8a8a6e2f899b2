/** What the pipeline knows of a record, in the names of the Singer field. */
export interface RecordEnvelope {
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

const membersOf = (envelope: RecordEnvelope): readonly (readonly [string, string])[] => [
  ['_sdc_extracted_at', JSON.stringify(envelope.extractedAt)],
  ['_sdc_received_at', JSON.stringify(envelope.receivedAt)],
  ['_sdc_batched_at', JSON.stringify(envelope.batchedAt)],
  ['_sdc_sequence', String(envelope.sequence)],
  ['_sdc_table_version', String(envelope.tableVersion ?? null)],
]

/**
 * A line of the raw zone: the record's own bytes, with what the pipeline knows of it appended.
 *
 * @param text The JSON text of an object, as the tap wrote it.
 * @param record The same, parsed.
 * @example
 * rawLine('{"total":10.10}', { total: 10.1 }, envelope)
 * // '{"total":10.10,"_sdc_extracted_at":"2026-11-23T02:00:00.000Z",…}'
 */
export function rawLine(text: string, record: object, envelope: RecordEnvelope): string {
  const members = membersOf(envelope)
    .filter(([name]) => !(mayHaveOwn(text) && Object.hasOwn(record, name)))
    .map(([name, value]) => `"${name}":${value}`)
  const end = text.lastIndexOf('}')
  const comma = Object.keys(record).length > 0 && members.length > 0 ? ',' : ''
  return `${text.slice(0, end)}${comma}${members.join(',')}}`
}
