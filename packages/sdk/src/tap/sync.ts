import { AuthError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Catalog, CatalogEntry } from '../protocol/catalog.ts'
import { type Selection, selectionOf } from '../protocol/selection.ts'
import type { TapState } from '../protocol/state.ts'
import type { MessageWriter } from '../protocol/write-messages.ts'
import { mapConcurrently } from './concurrency.ts'
import type { OpenStream } from './define-tap.ts'
import { alwaysSelected, discover } from './discover.ts'
import { StateTeller } from './state-teller.ts'
import { syncStream } from './sync-stream.ts'

export interface SyncOptions {
  readonly streams: readonly OpenStream[]
  /** What is wanted; all streams selected by default where it is absent. */
  readonly catalog?: Catalog | undefined
  readonly state: TapState
  readonly writer: MessageWriter
  /** Where streams without a bookmark begin (RFC 3339). */
  readonly startDate?: string | undefined
  /** How many streams are read at once. @default 1 */
  readonly concurrency?: number
  readonly signal: AbortSignal
  readonly log: Logger
  readonly metrics: Metrics
}

/** What became of a stream. */
export interface StreamOutcome {
  readonly stream: string
  readonly records: number
  /** Why it was not read to its end; absent where it was. */
  readonly failure?: unknown
  /** Whether it was left alone or cut short because the run was told to stop. */
  readonly isStopped?: boolean
}

interface Wanted {
  readonly stream: OpenStream
  readonly entry: CatalogEntry
  readonly selection: Selection
}

/** The streams that are wanted, the one that was interrupted last time first. */
const wantedStreams = (options: SyncOptions): Wanted[] => {
  const byName = new Map(options.streams.map((stream) => [stream.name, stream]))
  const { streams: entries } = options.catalog ?? discover(options.streams)
  const wanted = entries.flatMap((entry) => {
    const stream = byName.get(entry.tap_stream_id)
    if (!stream) {
      options.log.warning('the catalog names a stream that this tap does not have; left out', {
        stream: entry.tap_stream_id,
      })
      return []
    }
    const selection = selectionOf(entry, [...alwaysSelected(stream)])
    return selection.selected ? [{ stream, entry, selection }] : []
  })
  const first = options.state.currentlySyncing
  return wanted.sort((a, b) => Number(b.stream.name === first) - Number(a.stream.name === first))
}

/**
 * Reads the wanted streams and writes them. A stream that fails is told in the outcome and the
 * others go on; refused credentials end the run, since every stream has the same.
 *
 * @throws {AuthError} where the source refuses the credentials.
 */
export async function sync(options: SyncOptions): Promise<readonly StreamOutcome[]> {
  const { writer, state, log } = options
  const teller = new StateTeller(state, writer)
  const outcomes = await mapConcurrently(
    wantedStreams(options),
    options.concurrency ?? 1,
    async ({ stream, selection }): Promise<StreamOutcome> => {
      if (options.signal.aborted) return { stream: stream.name, records: 0, isStopped: true }
      state.currentlySyncing = stream.name
      const outcome = await syncStream(stream, selection, { ...options, teller })
      if (outcome.failure instanceof AuthError) throw outcome.failure
      if (outcome.failure !== undefined) {
        log.error('the stream failed; it is tried again in the next run', {
          stream: stream.name,
          reason: (outcome.failure as Error).message,
        })
      }
      return outcome
    },
  )
  if (outcomes.every(({ failure, isStopped }) => failure === undefined && !isStopped)) {
    state.currentlySyncing = undefined
  }
  teller.tell()
  await writer.flush()
  return outcomes
}
