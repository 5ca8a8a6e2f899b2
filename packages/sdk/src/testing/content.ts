import type { SampleRecord, SampleStream, Step } from './steps.ts'
import { hasKeyOf, recordDifference, type StoredRecord } from './stored-record.ts'

/** How a target puts records that have a key. */
export type LoadMethod = 'append-only' | 'upsert'

/** What of a stream is to be found in a destination. */
export interface ExpectedContent {
  readonly stream: string
  readonly keyProperties: readonly string[]
  readonly records: readonly SampleRecord[]
}

/** The streams of a scenario, each as its last SCHEMA tells it. */
const streamsOf = (steps: readonly Step[]): readonly SampleStream[] => {
  const streams = new Map<string, SampleStream>()
  for (const step of steps) if (step.type === 'SCHEMA') streams.set(step.stream.name, step.stream)
  return [...streams.values()]
}

const keyOf = ({ value }: SampleRecord, keyProperties: readonly string[]) =>
  JSON.stringify(keyProperties.map((name) => String(value[name])))

/** What is to be found when a scenario has been loaded: all records, or the last one of each key. */
export const contentOf = (
  steps: readonly Step[],
  loadMethod: LoadMethod,
): readonly ExpectedContent[] =>
  streamsOf(steps).map(({ name: stream, keyProperties }) => {
    const sent = steps.filter(
      (step): step is SampleRecord => step.type === 'RECORD' && step.stream === stream,
    )
    const isReplaced = loadMethod === 'upsert' && keyProperties.length > 0
    const last = new Map(sent.map((record) => [keyOf(record, keyProperties), record]))
    return { stream, keyProperties, records: isReplaced ? [...last.values()] : sent }
  })

/** Takes a stored record that is the one sent out of a list; says what was amiss where none is. */
const takeFrom = (
  left: StoredRecord[],
  record: SampleRecord,
  keyProperties: readonly string[],
): string | undefined => {
  const at = left.findIndex((stored) => recordDifference(record, stored) === undefined)
  if (at >= 0) {
    left.splice(at, 1)
    return undefined
  }
  const alike = keyProperties.length > 0 && left.find((own) => hasKeyOf(record, own, keyProperties))
  const words = alike ? recordDifference(record, alike) : undefined
  return words ?? `the record ${record.text.slice(0, 80)} is not there`
}

/**
 * What may be there beside the records that are to be found: nothing; the same ones again, as after a
 * run that was repeated; or any.
 */
export type Beside = 'nothing' | 'repeats' | 'anything'

/** Says how what is stored differs from what is to be found; undefined where it does not. */
export function contentDifference(
  { stream, keyProperties, records }: ExpectedContent,
  stored: readonly StoredRecord[],
  beside: Beside,
): string | undefined {
  const left = [...stored]
  for (const record of records) {
    const missing = takeFrom(left, record, keyProperties)
    if (missing) return `${stream}: ${missing}`
  }
  if (beside === 'anything') return undefined
  const isSent = (own: StoredRecord) =>
    records.some((record) => recordDifference(record, own) === undefined)
  const foreign = left.find((own) => beside === 'nothing' || !isSent(own))
  if (foreign === undefined) return undefined
  const text = typeof foreign === 'string' ? foreign : JSON.stringify(foreign)
  return `${stream}: ${text.slice(0, 80)} is there ${isSent(foreign) ? 'twice' : 'and should not be'}`
}
