import type { Clock } from '../../clock.ts'
import { longId } from '../store/record-id.ts'
import type { Row } from '../store/row.ts'

const TWO_DAYS = 2 * 24 * 3600 * 1000

/** An answer that goes on over several pages. */
export interface Cursor {
  readonly id: string
  /** Of the answer as it was when the query was run. */
  readonly rows: readonly Row[]
  readonly pageRecords: number
  readonly expiresAt: number
  write(row: Row): string
}

/** The answers that can be gone on with: each for two days, any number at once. */
export class Cursors {
  readonly #clock: Clock
  readonly #cursors = new Map<string, Cursor>()
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  open(rows: readonly Row[], pageRecords: number, write: (row: Row) => string): Cursor {
    const number = (++this.#count).toString(36).toUpperCase().padStart(5, '0')
    const id = longId(`01g5e00001${number}`)
    const cursor = { id, rows, pageRecords, expiresAt: this.#clock.now() + TWO_DAYS, write }
    this.#cursors.set(id, cursor)
    return cursor
  }

  /** The cursor of a locator's id, as long as it lives. */
  find(id: string): Cursor | undefined {
    const cursor = this.#cursors.get(id)
    return cursor !== undefined && cursor.expiresAt > this.#clock.now() ? cursor : undefined
  }

  /** Ends every cursor. */
  expireAll(): void {
    this.#cursors.clear()
  }
}
