import { OutputClosedError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { MessageOutput } from '../protocol/message-output.ts'
import { isStreamSelected, type Selection, selectionOf } from '../protocol/selection.ts'
import type { TapState } from '../protocol/state.ts'
import { mapConcurrently } from './concurrency.ts'
import type { OpenStream } from './define-tap.ts'
import { alwaysSelected, discover } from './discover.ts'
import { familiesOf, type Member, membersOf, type WantedStream } from './family.ts'
import { StateTeller } from './state-teller.ts'
import { syncFamily } from './sync-family.ts'

export interface SyncOptions {
  readonly streams: readonly OpenStream[]
  /** What is wanted; all streams selected by default where it is absent. */
  readonly catalog?: Catalog | undefined
  readonly state: TapState
  readonly writer: MessageOutput
  /** Where streams without a bookmark begin (RFC 3339). */
  readonly startDate?: string | undefined
  /** How many streams are read at once. @default 1 */
  readonly concurrency?: number
  /** Whether streams that are read whole end with ACTIVATE_VERSION. @default false */
  readonly activatesVersions?: boolean
  readonly signal: AbortSignal
  readonly log: Logger
  readonly metrics: Metrics
  /** Is told of records that have been written. */
  readonly onRecords?: (stream: string, records: number) => void
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
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

/** Warns of fields that a catalog asks for and the source does not have, or not any more. */
const tellGoneFields = (stream: OpenStream, { schema }: Selection, log: Logger): void => {
  const { properties } = stream.schema
  if (properties === undefined) return
  const gone = Object.keys(schema.properties ?? {}).filter(
    (name) => !Object.hasOwn(properties, name),
  )
  if (gone.length === 0) return
  log.warning('the catalog names fields that the source does not have (any more); left out', {
    stream: stream.name,
    fields: gone,
  })
}

/** The streams of the catalog with what is wanted of them, the one that was interrupted first. */
const streamsOf = (options: SyncOptions): WantedStream[] => {
  const byName = new Map(options.streams.map((stream) => [stream.name, stream]))
  const { streams: entries } = options.catalog ?? discover(options.streams)
  const named = entries.flatMap((entry): WantedStream[] => {
    const stream = byName.get(entry.tap_stream_id)
    if (stream) {
      byName.delete(entry.tap_stream_id)
      const selection = selectionOf(entry, [...alwaysSelected(stream)])
      if (selection.selected) tellGoneFields(stream, selection, options.log)
      return [{ stream, selection }]
    }
    if (!isStreamSelected(entry)) return []
    options.log.warning('the catalog names a stream that this tap does not have; left out', {
      stream: entry.tap_stream_id,
    })
    return []
  })
  // A stream that the catalog does not name may still be read for its children.
  const unnamed = discover([...byName.values()]).streams.map((entry): WantedStream => {
    const stream = byName.get(entry.tap_stream_id) as OpenStream
    const selection = selectionOf(entry, [...alwaysSelected(stream)])
    return { stream, selection: { ...selection, selected: false } }
  })
  const first = options.state.currentlySyncing
  const isFirst = ({ stream }: WantedStream) => Number(stream.name === first)
  return [...named, ...unnamed].sort((a, b) => isFirst(b) - isFirst(a))
}

const wantedNames = (family: Member): string[] =>
  [...membersOf(family)]
    .filter(({ selection }) => selection.selected)
    .map(({ stream }) => stream.name)

/**
 * Reads the wanted streams and writes them. A stream or a window that fails is told in the outcome
 * and the others go on; refused credentials end the run, since every stream has the same.
 *
 * @throws {AuthError} where the source refuses the credentials.
 * @throws {QuotaError} where the source's quota is spent.
 */
export async function sync(options: SyncOptions): Promise<readonly StreamOutcome[]> {
  const { writer, state, signal, now = Date.now } = options
  const teller = new StateTeller(state, writer, now)
  const startedAt = now()
  const reading = mapConcurrently(
    familiesOf(streamsOf(options)),
    options.concurrency ?? 1,
    async (family): Promise<readonly StreamOutcome[]> => {
      const names = wantedNames(family)
      if (signal.aborted) return names.map((stream) => ({ stream, records: 0, isStopped: true }))
      state.currentlySyncing = family.stream.name
      const started = performance.now()
      const members = await syncFamily(family, {
        ...options,
        onRecords: options.onRecords ?? (() => {}),
        activatesVersions: options.activatesVersions ?? false,
        teller,
        startedAt,
      })
      const told = members.map((outcome) => ({ ...outcome, isStopped: signal.aborted }))
      tell(told, (performance.now() - started) / 1000, options)
      return told
    },
  )
  const outcomes = await reading.catch(async (error: unknown) => {
    // What ended the run ended it for all, and what they have read until then stands.
    if (!(error instanceof OutputClosedError)) {
      teller.tell()
      await writer.flush()
    }
    throw error
  })
  const all = outcomes.flat()
  if (all.every(({ failure, isStopped }) => failure === undefined && !isStopped)) {
    state.currentlySyncing = undefined
  }
  teller.tell()
  await writer.flush()
  return all
}

/** Says in the log and the metrics what became of streams. */
const tell = (
  outcomes: readonly StreamOutcome[],
  seconds: number,
  { log, metrics }: SyncOptions,
): void => {
  for (const { stream, records, failure, isStopped } of outcomes) {
    const status = failure === undefined ? 'succeeded' : 'failed'
    metrics.count('record_count', records, { stream })
    metrics.time('sync_duration', seconds, { stream, status })
    const facts = { stream, records, seconds: Number(seconds.toFixed(3)) }
    if (failure !== undefined) {
      const reason = failure instanceof Error ? failure.message : String(failure)
      log.error('the stream failed; it is tried again in the next run', { ...facts, reason })
    } else log.info(isStopped ? 'stream stopped' : 'stream read', facts)
  }
}
