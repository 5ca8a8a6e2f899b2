import type { SavedJob } from '../bulk/saved-job.ts'
import type { Place, Window } from '../soql/soql.ts'

/** A window that is not read to its end, and how far it is. */
export interface OpenWindow extends Window {
  /** All up to here has been read. */
  readonly after?: Place | undefined
  /** The Bulk job that reads the rest. */
  readonly job?: SavedJob | undefined
  /** Where the next page is, for objects whose rows have no order that could be gone on with. */
  readonly locator?: string | undefined
}

/** Keeps how far a window is: all that was given out until then need not be read again. */
export type Keep = (window: OpenWindow) => void

/** What STATE says of a reading that is under way. */
export interface ReadingState {
  readonly windows: readonly OpenWindow[]
  /** Where the last window ends. */
  readonly until?: string | undefined
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads what an interrupted run left behind; undefined where it left nothing that makes sense. */
export function readingState(cursor: unknown): ReadingState | undefined {
  if (!isObject(cursor) || !Array.isArray(cursor.windows)) return undefined
  if (!cursor.windows.every(isObject)) return undefined
  const { until } = cursor
  return {
    windows: cursor.windows as readonly OpenWindow[],
    ...(typeof until === 'string' && { until }),
  }
}

/** The windows of a new reading, or those left of an interrupted one and what has come since. */
export function windowsToRead(
  state: ReadingState | undefined,
  { since, until }: Window,
  lookbackSeconds: number,
): readonly OpenWindow[] {
  if (state === undefined || (until === undefined && state.windows.length === 0)) {
    return [{ since, until }]
  }
  if (until === undefined || state.until === undefined) return state.windows
  // Rows that were late for a window which was done by then show up within the lookback.
  const from = new Date(Date.parse(state.until) - lookbackSeconds * 1000).toISOString()
  const later = since !== undefined && since > from ? since : from
  return Date.parse(until) > Date.parse(state.until)
    ? [...state.windows, { since: later, until }]
    : state.windows
}
