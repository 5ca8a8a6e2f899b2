import type { JsonObject } from '../../protocol/message.ts'
import { keptIn } from './stored-bookmark.ts'
import type { Slice, Tracker } from './tracker.ts'

/**
 * Follows a stream that is read whole each time. Where the stream tells cursors, an interrupted
 * reading goes on from the last one; a finished one leaves nothing behind. A version, where the run
 * has one, is kept as long as the reading lasts, so that all records of it share one.
 */
export class FullTableTracker implements Tracker {
  readonly slices: readonly Slice[]
  /** The version of the records, where the run numbers them. */
  readonly version: number | undefined
  #cursor: { readonly cursor: unknown } | undefined
  #kept: { readonly kept: unknown } | undefined
  #isDone = false

  /** @param newVersion The version of a reading that begins in this run. */
  constructor(bookmark: JsonObject | undefined, newVersion?: number) {
    this.#cursor =
      bookmark !== undefined && 'cursor' in bookmark ? { cursor: bookmark.cursor } : undefined
    const stored = bookmark?.version
    const isGoingOn = newVersion !== undefined && typeof stored === 'number'
    this.version = isGoingOn ? stored : newVersion
    this.#kept = keptIn(bookmark)
    this.slices = [{ ...this.#cursor, ...this.#kept }]
  }

  isRepeat(): boolean {
    return false
  }

  seen(): void {}

  checkpoint(_slice: Slice, cursor: unknown): void {
    this.#cursor = { cursor }
  }

  keep(value: unknown): void {
    this.#kept = { kept: value }
  }

  done(): void {
    this.#isDone = true
  }

  bookmark(): JsonObject | undefined {
    if (this.#isDone) return this.#kept
    const version = this.version === undefined ? {} : { version: this.version }
    const bookmark = { ...this.#cursor, ...version, ...this.#kept }
    return Object.keys(bookmark).length > 0 ? bookmark : undefined
  }
}
