import type { JsonObject } from '../../protocol/message.ts'
import type { Slice, Tracker } from './tracker.ts'

/**
 * Follows a stream that is read from the source's own log of changes: the place in the log is told
 * by the stream as a cursor, and kept from run to run.
 */
export class LogTracker implements Tracker {
  readonly slices: readonly Slice[]
  #bookmark: JsonObject | undefined

  constructor(bookmark: JsonObject | undefined) {
    this.#bookmark = bookmark !== undefined && 'cursor' in bookmark ? bookmark : undefined
    this.slices = [this.#bookmark ? { cursor: this.#bookmark.cursor } : {}]
  }

  isRepeat(): boolean {
    return false
  }

  seen(): void {}

  checkpoint(_slice: Slice, cursor: unknown): void {
    this.#bookmark = { cursor }
  }

  done(): void {}

  bookmark(): JsonObject | undefined {
    return this.#bookmark
  }
}
