import type { JsonObject } from './message.ts'

/** What is written beside a record. */
export interface RecordFacts {
  /** The table version that it belongs to. */
  readonly version?: number
}

/** Where the messages of a tap go: a pipe, or files with the pipe naming them. */
export interface MessageOutput {
  schema(
    stream: string,
    schema: JsonObject,
    keyProperties: readonly string[],
    bookmarkProperties?: readonly string[],
  ): void
  /** Writes a record whose JSON is `text`. */
  record(stream: string, text: string, facts?: RecordFacts): void
  /** Writes records that are lines of JSON. The bytes may be reused when this returns. */
  records(stream: string, lines: Uint8Array, facts?: RecordFacts): void
  /** Writes a STATE whose value's JSON is `text`. Every record before it is on its way by then. */
  state(text: string): void
  activateVersion(stream: string, version: number): void
  /** Records between two STATEs, at least, where the output would rather have fewer of them. */
  readonly recordsPerState?: number
  /** What to await before writing more: undefined while there is room. */
  ready(): Promise<void> | undefined
  /** Resolves when everything written so far has left this process. */
  flush(): Promise<void>
}
