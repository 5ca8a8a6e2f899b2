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
  #highest: ReplicationValue | undefined

  constructor(lookbackSeconds: number) {
    this.#lookbackSeconds = lookbackSeconds
  }

  /** Adds a record, in any order of values. */
  add(value: ReplicationValue, text: string): void {
    if (this.#highest === undefined || compareReplicationValues(value, this.#highest) > 0) {
      this.#highest = value
    }
    this.#entries.push({ value, text, hash: undefined })
    if (this.#entries.length > 2 * largestBoundary) {
      this.#entries = this.#withinReach().slice(-largestBoundary)
    }
  }

  /** The hashes of the records that the next run may meet again, at most a thousand. */
  hashes(): string[] {
    this.#entries = this.#withinReach()
    return this.#entries.slice(-largestBoundary).map((entry) => {
      entry.hash ??= hashOf(entry.text)
      return entry.hash
    })
  }

  #withinReach(): Entry[] {
    if (this.#highest === undefined) return []
    const edge = earlierBy(this.#highest, this.#lookbackSeconds)
    return this.#entries.filter(({ value }) => compareReplicationValues(value, edge) >= 0)
  }

  /** Makes a test for records that an earlier run remembered. */
  static matcher(hashes: readonly string[]): (text: string) => boolean {
    if (hashes.length === 0) return () => false
    const known = new Set(hashes)
    return (text) => known.has(hashOf(text))
  }
}
