import type { JsonObject } from '../../protocol/message.ts'
import { Boundary } from './boundary.ts'
import {
  compareReplicationValues,
  earlierBy,
  instantOf,
  type ReplicationValue,
} from './replication-value.ts'
import { bookmarkHashes, bookmarkValue } from './stored-bookmark.ts'
import type { Slice, Tracker } from './tracker.ts'

export interface WindowsOptions {
  readonly replicationKey: string
  /** Where to begin without a bookmark; windows need a beginning. */
  readonly startValue: string
  /** The length of a window. */
  readonly windowSeconds: number
  /** How far before the bookmark reading begins, for sources that show changes late. */
  readonly lookbackSeconds: number
  /** Where the last window ends: now, or a little before. */
  readonly ceiling: string
  /** Whether records of a window come in ascending order, so that a window can be resumed. */
  readonly sorted: boolean
}

/** A stretch of time, its end not included. */
interface Interval {
  readonly since: string
  readonly until: string
}

const before = (a: ReplicationValue, b: ReplicationValue) => compareReplicationValues(a, b) < 0

const textOf = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z')

const openIn = (bookmark: JsonObject | undefined): Interval[] => {
  const open = bookmark?.open_windows
  if (!Array.isArray(open)) return []
  return open.flatMap((pair) =>
    Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
      ? [{ since: pair[0], until: pair[1] }]
      : [],
  )
}

const cut = ({ since, until }: Interval, windowSeconds: number): Interval[] => {
  const end = instantOf(until)
  let start = instantOf(since)
  if (start === undefined || end === undefined) return [{ since, until }]
  const pieces: Interval[] = []
  while (start < end) {
    const next = Math.min(start + windowSeconds * 1000, end)
    pieces.push({ since: pieces.length === 0 ? since : textOf(start), until: textOf(next) })
    start = next
  }
  return pieces
}

/**
 * Follows a stream that is read window by window, in any order and several at once. The bookmark is
 * the end of the newest window that is done, together with the windows before it that are not: so
 * STATE grows with the work that is open, and a window that failed is read again in the next run
 * while the others stand.
 */
export class WindowsTracker implements Tracker {
  readonly slices: readonly Slice[]
  readonly #options: WindowsOptions
  readonly #initial: JsonObject | undefined
  readonly #initialValue: ReplicationValue | undefined
  readonly #wasWritten: (text: string) => boolean
  readonly #boundary: Boundary
  /** What is left to read, by the slice it belongs to. */
  readonly #left: Map<Slice, Interval>
  /** Slices whose records did not come in order, and so cannot be resumed within. */
  readonly #unordered = new Set<Slice>()
  #end: string | undefined

  constructor(bookmark: JsonObject | undefined, options: WindowsOptions) {
    this.#options = options
    this.#initial = bookmark
    const stored = bookmarkValue(bookmark)
    this.#initialValue = stored
    this.#wasWritten = Boundary.matcher(bookmarkHashes(bookmark))
    this.#boundary = new Boundary(options.lookbackSeconds)
    this.#end = typeof stored === 'string' ? stored : undefined
    const since = (
      stored === undefined ? options.startValue : earlierBy(stored, options.lookbackSeconds)
    ) as string
    const fresh = before(since, options.ceiling) ? [{ since, until: options.ceiling }] : []
    const windows = [...openIn(bookmark), ...fresh].flatMap((interval) =>
      cut(interval, options.windowSeconds),
    )
    this.#left = new Map(windows.map((window): [Slice, Interval] => [{ ...window }, window]))
    this.slices = [...this.#left.keys()]
  }

  isRepeat(value: ReplicationValue | undefined, text: string): boolean {
    if (value === undefined || this.#initialValue === undefined) return false
    return !before(this.#initialValue, value) && this.#wasWritten(text)
  }

  seen(slice: Slice, value: ReplicationValue | undefined, text: string | undefined): void {
    if (typeof value !== 'string') return
    if (text !== undefined) this.#boundary.add(value, text)
    const left = this.#left.get(slice)
    if (!left || !this.#options.sorted || this.#unordered.has(slice)) return
    if (before(value, left.since) && !before(value, slice.since as string)) {
      this.#unordered.add(slice)
      this.#left.set(slice, { ...left, since: slice.since as string })
    } else if (before(left.since, value) && before(value, left.until)) {
      this.#left.set(slice, { ...left, since: value })
    }
  }

  checkpoint(): void {}

  done(slice: Slice): void {
    this.#left.delete(slice)
    const until = slice.until as string
    if (this.#end === undefined || before(this.#end, until)) this.#end = until
  }

  bookmark(): JsonObject | undefined {
    const end = this.#reached()
    if (end === undefined) return this.#initial
    // What begins after this is read again anyhow, since the next run begins there.
    const edge = earlierBy(end, this.#options.lookbackSeconds)
    const open = [...this.#left.values()].filter(({ since }) => before(since, edge))
    return {
      replication_key: this.#options.replicationKey,
      replication_key_value: end,
      ...(open.length > 0 ? { open_windows: open.map(({ since, until }) => [since, until]) } : {}),
      boundary: this.#boundary.hashes(),
    }
  }

  /** The end of what has been read, windows that are read in part included. */
  #reached(): string | undefined {
    let end = this.#end
    for (const [slice, { since, until }] of this.#left) {
      if (since === slice.since) continue
      if (end === undefined || before(end, until)) end = until
    }
    return end
  }
}
