import type { DeadLetterKind } from '../alerts/dead-letter-alerts.ts'
import { encodePathPart, encodeWithoutUnderscore } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'

/** How many records of a stream came on a day, and what became of them. */
export interface StreamCounts {
  readonly records: number
  readonly rejected: number
  readonly reasons: readonly {
    readonly type: string
    readonly reason_code: string
    readonly path: string
    readonly keyword: string
    readonly count: number
  }[]
}

/** What one run counted on one day; an object of the state zone that the run alone writes. */
export interface ValidationRecord {
  readonly customer: string
  readonly provider: string
  /** YYYY-MM-DD, UTC: the day on which the batches were begun. */
  readonly day: string
  readonly run: string
  readonly streams: Readonly<Record<string, StreamCounts>>
}

/** Where the counts of a customer begin, or of one provider; ends with '/'. */
export const validationPrefix = (customer: string, provider?: string): string =>
  `${encodePathPart(customer)}/validation/${provider === undefined ? '' : `${encodePathPart(provider)}/`}`

/** Counts are written again at most this often while a run goes on. */
const saveMilliseconds = 30_000

/** Paths whose names are data would fill the memory: the rest is counted together. */
const mostReasons = 500

interface Counting {
  records: number
  rejected: number
  readonly reasons: Map<string, number>
}

interface Day {
  readonly streams: Map<string, Counting>
  etag: string | null
  isChanged: boolean
}

/**
 * Counts what a run made durable, by day and stream, and keeps it in the state zone. Counts are added
 * when a batch is durable, and written now and then and at the end, so what a killed run leaves is
 * never too high, and short of the last half minute at most.
 */
export class ValidationCounts {
  readonly #state: ObjectStore
  readonly #name: { readonly customer: string; readonly provider: string; readonly run: string }
  readonly #now: () => number
  readonly #days = new Map<string, Day>()
  #saving: Promise<void> = Promise.resolve()
  #savedAt: number

  constructor(
    state: ObjectStore,
    name: { readonly customer: string; readonly provider: string; readonly run: string },
    now: () => number = Date.now,
  ) {
    this.#state = state
    this.#name = name
    this.#now = now
    this.#savedAt = now()
  }

  /** A batch of records is in the raw zone. */
  async accepted(stream: string, begunAt: Date, records: number): Promise<void> {
    this.#of(stream, begunAt).records += records
    await this.#saveNowAndThen()
  }

  /** A batch of dead letters is in its zone. */
  async rejected(
    stream: string,
    begunAt: Date,
    letters: ReadonlyMap<DeadLetterKind, number>,
  ): Promise<void> {
    const counting = this.#of(stream, begunAt)
    for (const [{ type, reasonCode, path, keyword }, count] of letters) {
      const kind = JSON.stringify([type, reasonCode, path, keyword])
      const isKept = counting.reasons.size < mostReasons || counting.reasons.has(kind)
      const reason = isKept ? kind : JSON.stringify([type, reasonCode, '*', '*'])
      counting.records += count
      counting.rejected += count
      counting.reasons.set(reason, (counting.reasons.get(reason) ?? 0) + count)
    }
    await this.#saveNowAndThen()
  }

  /** How many records and dead letters this run has counted on a day, of all streams. */
  totals(day: string): { readonly records: number; readonly rejected: number } {
    const totals = { records: 0, rejected: 0 }
    for (const { records, rejected } of this.#days.get(day)?.streams.values() ?? []) {
      totals.records += records
      totals.rejected += rejected
    }
    return totals
  }

  /** Writes what is not written yet. */
  save(): Promise<void> {
    this.#savedAt = this.#now()
    this.#saving = this.#saving.then(() => this.#write())
    return this.#saving
  }

  async #saveNowAndThen(): Promise<void> {
    if (this.#now() - this.#savedAt >= saveMilliseconds) await this.save()
  }

  async #write(): Promise<void> {
    for (const [day, known] of this.#days) {
      if (!known.isChanged) continue
      known.isChanged = false
      const { customer, provider, run } = this.#name
      const key = `${validationPrefix(customer, provider)}${day}/${encodeWithoutUnderscore(run, 64)}.json`
      const record: ValidationRecord = {
        customer,
        provider,
        day,
        run,
        streams: Object.fromEntries(
          Array.from(known.streams, ([stream, counting]) => [stream, written(counting)]),
        ),
      }
      const body = Buffer.from(`${JSON.stringify(record)}\n`)
      known.etag = (await this.#state.replace(key, body, known.etag)).etag
    }
  }

  #of(stream: string, begunAt: Date): Counting {
    const day = begunAt.toISOString().slice(0, 10)
    const known = this.#days.get(day) ?? { streams: new Map(), etag: null, isChanged: true }
    known.isChanged = true
    this.#days.set(day, known)
    const counting = known.streams.get(stream) ?? { records: 0, rejected: 0, reasons: new Map() }
    known.streams.set(stream, counting)
    return counting
  }
}

const written = ({ records, rejected, reasons }: Counting): StreamCounts => ({
  records,
  rejected,
  reasons: Array.from(reasons, ([reason, count]) => {
    const [type, reason_code, path, keyword] = JSON.parse(reason) as [
      string,
      string,
      string,
      string,
    ]
    return { type, reason_code, path, keyword, count }
  }),
})
