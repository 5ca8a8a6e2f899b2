import type { JsonObject } from './message.ts'

/** The value of a STATE, in the shape that the Singer field has agreed on. */
interface StateValue extends JsonObject {
  bookmarks: Record<string, JsonObject>
  currently_syncing?: string
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Where a tap stands: a bookmark for each stream. Members that this SDK does not know are kept, so
 * that a state written by another tap of the same name survives.
 */
export class TapState {
  readonly #value: StateValue
  #told: string | undefined

  /** @param initial The value of an earlier STATE, as parsed from the file given by `--state`. */
  constructor(initial?: unknown) {
    const given = isObject(initial) ? initial : {}
    const bookmarks = isObject(given.bookmarks) ? given.bookmarks : {}
    this.#value = { ...given, bookmarks: { ...bookmarks } as Record<string, JsonObject> }
  }

  /** The bookmark of a stream, or undefined where it has none. */
  bookmark(streamId: string): JsonObject | undefined {
    const bookmark = this.#value.bookmarks[streamId]
    return isObject(bookmark) ? bookmark : undefined
  }

  setBookmark(streamId: string, bookmark: JsonObject | undefined): void {
    if (bookmark === undefined) delete this.#value.bookmarks[streamId]
    else this.#value.bookmarks[streamId] = bookmark
  }

  /** The stream that was being read when the state was written; it goes first in the next run. */
  get currentlySyncing(): string | undefined {
    const name = this.#value.currently_syncing
    return typeof name === 'string' ? name : undefined
  }

  set currentlySyncing(streamId: string | undefined) {
    if (streamId === undefined) delete this.#value.currently_syncing
    else this.#value.currently_syncing = streamId
  }

  /** The JSON of the value, where it differs from what was last told; undefined where it does not. */
  takeChange(): string | undefined {
    const text = JSON.stringify(this.#value)
    if (text === this.#told) return undefined
    this.#told = text
    return text
  }
}
