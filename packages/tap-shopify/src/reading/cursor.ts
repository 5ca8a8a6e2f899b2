import type { ReadContext } from '@descant/sdk'

/** What is kept in STATE of a reading that is under way. */
export interface Cursor {
  /** Everything before this time has been read. */
  readonly since?: string
  /** Where the next page begins, of a reading in the order of ids, and what it is for. */
  readonly after?: string
  readonly until?: string
  /** The job that reads a window, and how many of its records have been written. */
  readonly bulk?: {
    readonly id: string
    readonly since?: string
    readonly until?: string
    readonly rows?: number
  }
}

/** The cursor of an earlier run; empty where there is none, or another tap's. */
export const cursorOf = ({ cursor }: ReadContext): Cursor =>
  typeof cursor === 'object' && cursor !== null ? (cursor as Cursor) : {}
