import type { Conservation, StreamTally } from '../../runs/run-record.ts'
import type { PipeEnd } from '../programs/pipe.ts'

/** A Singer metric in a line of a log, whatever stands before it: taps on other SDKs add a time. */
const metricPattern = /METRIC: (\{.*\})\s*$/

interface MetricPoint {
  readonly type?: string
  readonly metric?: string
  readonly value?: unknown
  readonly tags?: { readonly stream?: unknown; readonly endpoint?: unknown }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Adds up what both ends of a pipe tell of the records that passed through them. */
export class Tally {
  readonly streams: Record<string, StreamTally> = {}
  #rejected: number | undefined
  #loaded: number | undefined
  #hasTapTold = false

  /** Reads a line of an end's stderr. */
  take(end: PipeEnd, line: string): void {
    const metric = metricPattern.exec(line)?.[1]
    if (metric !== undefined) {
      this.#count(end, parse(metric) as MetricPoint | undefined)
      return
    }
    if (end !== 'target' || !line.startsWith('{')) return
    const told = parse(line) as { message?: unknown; records?: unknown; rejected?: unknown }
    if (told?.message !== 'loaded') return
    if (typeof told.records !== 'number' || typeof told.rejected !== 'number') return
    this.#loaded = (this.#loaded ?? 0) + told.records
    this.#rejected = (this.#rejected ?? 0) + told.rejected
  }

  /** Records that the tap told of so far. */
  get tapRecords(): number {
    return Object.values(this.streams).reduce((sum, { tap }) => sum + tap, 0)
  }

  /**
   * Whether what the tap sent is what the target wrote or put aside.
   *
   * @param isWhole whether both ends ended by themselves, and so have told everything.
   */
  conservation(isWhole: boolean): Conservation | null {
    if (this.#loaded === undefined || this.#rejected === undefined) return null
    const tapRecords = this.tapRecords
    return {
      holds: isWhole && this.#hasTapTold ? tapRecords === this.#loaded : null,
      tap_records: tapRecords,
      raw_records: this.#loaded - this.#rejected,
      dead_letters: this.#rejected,
    }
  }

  #count(end: PipeEnd, point: MetricPoint | undefined): void {
    if (point?.metric !== 'record_count' || typeof point.value !== 'number') return
    if (end === 'tap') this.#hasTapTold = true
    // singer-python names streams by their endpoint.
    const stream = String(point.tags?.stream ?? point.tags?.endpoint ?? '')
    const tally = this.streams[stream] ?? { tap: 0, target: 0 }
    tally[end] += point.value
    this.streams[stream] = tally
  }
}
