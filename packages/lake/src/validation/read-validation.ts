import type { ObjectStore } from '../store/object-store.ts'
import { type StreamCounts, type ValidationRecord, validationPrefix } from './validation-counts.ts'

/** What came of a stream on a day, over all runs. */
export interface ValidationRow extends StreamCounts {
  readonly day: string
  readonly provider: string
  readonly stream: string
  readonly runs: readonly string[]
}

/**
 * The counts of a customer by day, provider and stream, from the runs' records in the state zone.
 *
 * @param days the first and the last day, YYYY-MM-DD in UTC.
 */
export async function readValidation(
  state: ObjectStore,
  customer: string,
  days: { readonly from: string; readonly to: string },
  provider?: string,
): Promise<ValidationRow[]> {
  const rows = new Map<string, ValidationRow>()
  for await (const { key } of state.list(validationPrefix(customer, provider))) {
    const day = /\/(\d{4}-\d\d-\d\d)\/[^/]+\.json$/.exec(key)?.[1]
    if (day === undefined || day < days.from || day > days.to) continue
    const object = await state.get(key)
    if (object === undefined) continue
    const record = JSON.parse(object.body.toString()) as ValidationRecord
    for (const [stream, counts] of Object.entries(record.streams)) {
      const place = JSON.stringify([day, record.provider, stream])
      const name = { day, provider: record.provider, stream }
      rows.set(place, together(rows.get(place) ?? { ...name, ...nothing }, record.run, counts))
    }
  }
  return [...rows.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const nothing = { runs: [], records: 0, rejected: 0, reasons: [] }

const order = ({ day, provider, stream }: ValidationRow) => JSON.stringify([day, provider, stream])

function together(row: ValidationRow, run: string, counts: StreamCounts): ValidationRow {
  const reasons = new Map<string, StreamCounts['reasons'][number]>()
  for (const reason of [...row.reasons, ...counts.reasons]) {
    const { count: _, ...kind } = reason
    const place = JSON.stringify(kind)
    reasons.set(place, { ...reason, count: reason.count + (reasons.get(place)?.count ?? 0) })
  }
  return {
    ...row,
    runs: [...row.runs, run],
    records: row.records + counts.records,
    rejected: row.rejected + counts.rejected,
    reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
  }
}
