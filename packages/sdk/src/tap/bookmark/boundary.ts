import { createHash } from 'node:crypto'
import { compareReplicationValues, earlierBy, type ReplicationValue } from './replication-value.ts'

/** The most records that are remembered at a boundary; 16 bytes of STATE each. */
const largestBoundary = 1000

interface Entry {
  readonly value: ReplicationValue
  readonly text: string
  hash: string | undefined
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/**
 * The records at the edge of what has been read: those that the next run meets again because it
 * starts at the bookmark itself (ties) and a little before it (lookback). They are remembered by a
 * hash of their whole text, so that a record changed within the same second is not taken for a
 * repeat. The set is bounded: beyond the bound records are repeated, never lost.
 */
export class Boundary {
  readonly #lookbackSeconds: number
  #entries: Entry[] = []

  constructor(lookbackSeconds: number) {
    this.#lookbackSeconds = lookbackSeconds
  }

  /** Adds a record whose value is not less than any before it. */
  add(value: ReplicationValue, text: string): void {
    const newest = this.#entries.at(-1)?.value
    this.#entries.push({ value, text, hash: undefined })
    if (this.#entries.length > 2 * largestBoundary) this.#entries.splice(0, largestBoundary)
    if (newest !== undefined && compareReplicationValues(value, newest) === 0) return
    const edge = earlierBy(value, this.#lookbackSeconds)
    const keep = this.#entries.findIndex(
      (entry) => compareReplicationValues(entry.value, edge) >= 0,
    )
    if (keep > 0) this.#entries.splice(0, keep)
  }

  /** The hashes of the newest records, at most a thousand. */
  hashes(): string[] {
    return this.#entries.slice(-largestBoundary).map((entry) => {
      entry.hash ??= hashOf(entry.text)
      return entry.hash
    })
  }

  /** Makes a test for records that an earlier run remembered. */
  static matcher(hashes: readonly string[]): (text: string) => boolean {
    const known = new Set(hashes)
    return (text) => known.has(hashOf(text))
  }
}
