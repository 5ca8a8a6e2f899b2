import type { JsonObject } from '../../protocol/message.ts'
import { Boundary } from './boundary.ts'
import { compareReplicationValues, earlierBy, type ReplicationValue } from './replication-value.ts'
import { bookmarkHashes, bookmarkValue, keptIn } from './stored-bookmark.ts'
import type { Slice, Tracker } from './tracker.ts'

export interface IncrementalOptions {
  readonly replicationKey: string
  /** Where to begin without a bookmark. */
  readonly startValue?: ReplicationValue
  /** Whether records come in ascending order, so that each one moves the bookmark. */
  readonly sorted: boolean
  /** How far before the bookmark reading begins, for sources that show changes late. */
  readonly lookbackSeconds: number
  /** The bookmark never passes this value, however new the records are. */
  readonly ceiling?: ReplicationValue
}

/**
 * Follows a stream that is read from its bookmark on. A sorted stream moves the bookmark with each
 * record, another one when it ends. Reading begins at the bookmark itself, not after it: records that
 * share its value may have come later. Those already written are known by the boundary.
 *
 * An unsorted stream that tells cursors is resumed at the last one, and its bookmark still moves only
 * when it ends.
 *
 * A stream that is declared sorted and turns out not to be is followed as an unsorted one: the
 * bookmark goes back to where the run began until the stream ends, so that nothing is passed over.
 */
export class IncrementalTracker implements Tracker {
  readonly slices: readonly Slice[]
  readonly #options: IncrementalOptions
  readonly #initial: JsonObject | undefined
  readonly #initialValue: ReplicationValue | undefined
  readonly #wasWritten: (text: string) => boolean
  readonly #boundary: Boundary
  /** Where an unsorted reading can be resumed, as the stream itself told it. */
  #cursor: { readonly cursor: unknown } | undefined
  #kept: { readonly kept: unknown } | undefined
  #highest: ReplicationValue | undefined
  #latest: ReplicationValue | undefined
  #moving: boolean

  constructor(bookmark: JsonObject | undefined, options: IncrementalOptions) {
    this.#options = options
    const { cursor, highest_seen: highest, kept: _, ...initial } = bookmark ?? {}
    this.#initial = Object.keys(initial).length > 0 ? initial : undefined
    this.#cursor = cursor === undefined ? undefined : { cursor }
    this.#kept = keptIn(bookmark)
    if (typeof highest === 'string' || typeof highest === 'number') this.#highest = highest
    this.#initialValue = bookmarkValue(bookmark)
    this.#wasWritten = Boundary.matcher(bookmarkHashes(bookmark))
    this.#boundary = new Boundary(options.lookbackSeconds)
    this.#moving = options.sorted
    const since =
      this.#initialValue === undefined
        ? options.startValue
        : earlierBy(this.#initialValue, options.lookbackSeconds)
    const at = since === undefined ? {} : { since }
    this.slices = [{ ...at, ...this.#cursor, ...this.#kept }]
  }

  /** Whether records came in another order than declared. */
  get isOutOfOrder(): boolean {
    return this.#options.sorted && !this.#moving
  }

  isRepeat(value: ReplicationValue | undefined, text: string): boolean {
    if (value === undefined || this.#initialValue === undefined) return false
    return compareReplicationValues(value, this.#initialValue) <= 0 && this.#wasWritten(text)
  }

  seen(_slice: Slice, value: ReplicationValue | undefined, text: string | undefined): void {
    if (value === undefined) return
    if (this.#latest !== undefined && compareReplicationValues(value, this.#latest) < 0) {
      this.#moving = false
    }
    this.#latest = value
    if (this.#highest === undefined || compareReplicationValues(value, this.#highest) >= 0) {
      this.#highest = value
      if (text !== undefined) this.#boundary.add(value, text)
    }
  }

  checkpoint(_slice: Slice, cursor: unknown): void {
    this.#cursor = { cursor }
  }

  keep(value: unknown): void {
    this.#kept = { kept: value }
  }

  reached(_slice: Slice, value: ReplicationValue): void {
    if (this.#highest === undefined || compareReplicationValues(value, this.#highest) > 0) {
      this.#highest = value
    }
  }

  done(): void {
    this.#moving = true
    this.#cursor = undefined
  }

  bookmark(): JsonObject | undefined {
    const place = this.#place()
    return this.#kept ? { ...place, ...this.#kept } : place
  }

  #place(): JsonObject | undefined {
    const { replicationKey, ceiling } = this.#options
    if (!this.#moving && this.#cursor !== undefined) {
      const highest = this.#highest === undefined ? {} : { highest_seen: this.#highest }
      return { ...this.#initial, ...this.#cursor, ...highest }
    }
    if (!this.#moving || this.#highest === undefined) return this.#initial
    if (this.#initialValue !== undefined) {
      if (compareReplicationValues(this.#highest, this.#initialValue) < 0) return this.#initial
    }
    if (ceiling !== undefined && compareReplicationValues(this.#highest, ceiling) > 0) {
      return { replication_key: replicationKey, replication_key_value: ceiling }
    }
    return {
      replication_key: replicationKey,
      replication_key_value: this.#highest,
      boundary: this.#boundary.hashes(),
    }
  }
}
