import { OutputClosedError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { stringifyExact } from '../protocol/exact-json.ts'
import type { JsonObject } from '../protocol/message.ts'
import type { Selection } from '../protocol/selection.ts'
import type { TapState } from '../protocol/state.ts'
import type { MessageWriter } from '../protocol/write-messages.ts'
import { FullTableTracker } from './bookmark/full-table.ts'
import { IncrementalTracker } from './bookmark/incremental.ts'
import type { ReplicationValue } from './bookmark/replication-value.ts'
import type { Slice, Tracker } from './bookmark/tracker.ts'
import type { ReadContext } from './define-stream.ts'
import type { OpenStream } from './define-tap.ts'
import type { StateTeller } from './state-teller.ts'
import type { StreamOutcome } from './sync.ts'

export interface SyncStreamOptions {
  readonly state: TapState
  readonly writer: MessageWriter
  readonly teller: StateTeller
  readonly startDate?: string | undefined
  readonly signal: AbortSignal
  readonly log: Logger
  readonly metrics: Metrics
}

const trackerFor = (stream: OpenStream, options: SyncStreamOptions): Tracker => {
  const bookmark = options.state.bookmark(stream.name)
  if (stream.replicationKey === undefined) return new FullTableTracker(bookmark)
  return new IncrementalTracker(bookmark, {
    replicationKey: stream.replicationKey,
    sorted: stream.sorted,
    lookbackSeconds: stream.lookbackSeconds,
    ...(options.startDate === undefined ? {} : { startValue: options.startDate }),
  })
}

const replicationValueOf = (
  record: JsonObject,
  key: string | undefined,
): ReplicationValue | undefined => {
  const value = key === undefined ? undefined : record[key]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** One stream on its way from the source to the pipe. */
class StreamSync {
  records = 0
  readonly #stream: OpenStream
  readonly #selection: Selection
  readonly #options: SyncStreamOptions
  readonly #tracker: Tracker

  constructor(stream: OpenStream, selection: Selection, options: SyncStreamOptions) {
    this.#stream = stream
    this.#selection = selection
    this.#options = options
    this.#tracker = trackerFor(stream, options)
  }

  async run(): Promise<void> {
    const { name, keyProperties, replicationKey } = this.#stream
    const { writer, teller, signal } = this.#options
    const bookmarkProperties = replicationKey === undefined ? [] : [replicationKey]
    teller.follow(name, this.#tracker)
    writer.schema(name, this.#selection.schema as JsonObject, keyProperties, bookmarkProperties)
    for (const slice of this.#tracker.slices) {
      await this.#read(slice)
      if (signal.aborted) return
      this.#tracker.done(slice)
      teller.tell()
    }
  }

  async #read(slice: Slice): Promise<void> {
    const { writer, teller, signal } = this.#options
    for await (const chunk of this.#stream.read(this.#context(slice))) {
      const page = Array.isArray(chunk) ? chunk : [chunk]
      for (const record of page) this.#take(slice, record as JsonObject)
      teller.wrote(page.length)
      const wait = writer.ready()
      if (wait) await wait
      if (signal.aborted) return
    }
  }

  #take(slice: Slice, given: JsonObject): void {
    const { prune } = this.#selection
    const record = prune ? prune(given) : given
    const value = replicationValueOf(record, this.#stream.replicationKey)
    const text = stringifyExact(record)
    if (!this.#tracker.isRepeat(value, text)) {
      this.#options.writer.record(this.#stream.name, text)
      this.records++
    }
    this.#tracker.seen(slice, value, text)
  }

  #context(slice: Slice): ReadContext {
    return {
      since: slice.since,
      until: slice.until,
      cursor: slice.cursor,
      checkpoint: (cursor) => this.#tracker.checkpoint(slice, cursor),
      isSelected: this.#selection.isSelected,
      signal: this.#options.signal,
      log: this.#options.log,
    }
  }
}

/** Reads one stream. A failure is part of the outcome; only a closed output is thrown. */
export async function syncStream(
  stream: OpenStream,
  selection: Selection,
  options: SyncStreamOptions,
): Promise<StreamOutcome> {
  const { log, metrics, signal } = options
  const started = performance.now()
  const work = new StreamSync(stream, selection, options)
  const outcome = async (): Promise<StreamOutcome> => {
    try {
      await work.run()
      return { stream: stream.name, records: work.records, isStopped: signal.aborted }
    } catch (failure) {
      if (failure instanceof OutputClosedError) throw failure
      if (signal.aborted) return { stream: stream.name, records: work.records, isStopped: true }
      return { stream: stream.name, records: work.records, failure }
    }
  }
  const result = await outcome()
  const seconds = (performance.now() - started) / 1000
  metrics.count('record_count', result.records, { stream: stream.name })
  metrics.time('sync_duration', seconds, {
    stream: stream.name,
    status: result.failure === undefined ? 'succeeded' : 'failed',
  })
  log.info('stream read', {
    stream: stream.name,
    records: result.records,
    seconds: Number(seconds.toFixed(3)),
  })
  return result
}
