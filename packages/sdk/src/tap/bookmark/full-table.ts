import type { JsonObject } from '../../protocol/message.ts'
import type { Slice, Tracker } from './tracker.ts'

/**
 * Follows a stream that is read whole each time. Where the stream tells cursors, an interrupted
 * reading goes on from the last one; a finished one leaves nothing behind.
 */
export class FullTableTracker implements Tracker {
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

  done(): void {
    this.#bookmark = undefined
  }

  bookmark(): JsonObject | undefined {
    return this.#bookmark
  }
}
