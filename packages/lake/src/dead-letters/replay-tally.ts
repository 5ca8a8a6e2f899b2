import type { Mended } from './mend-letter.ts'

/** What became of the letters that were meant. */
export interface ReplayCounts {
  /** Letters that were meant; all below add up to it. */
  readonly selected: number
  /** Written to the raw zone, or that would be. */
  readonly replayed: number
  /** Still parked: why, and how many of each, the most first. */
  readonly failed: number
  /** Replayed or discarded by an earlier run. */
  readonly already: number
  readonly reasons: readonly {
    readonly path: string
    readonly keyword: string
    readonly count: number
  }[]
  /** Objects that a run that was ended had begun, and that are in the raw zone now. */
  readonly completed: number
  readonly rawKeys: readonly string[]
}

/** Counts what becomes of letters. */
export class ReplayTally {
  already = 0
  replayed = 0
  completed = 0
  readonly rawKeys: string[] = []
  readonly #reasons = new Map<string, number>()
  #failed = 0

  add({ messages }: Mended): void {
    if (messages === undefined) {
      this.replayed++
      return
    }
    this.#failed++
    const { path = '', keyword = '' } = messages[0] ?? {}
    const reason = JSON.stringify([path, keyword])
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
  }

  take(other: ReplayTally): void {
    this.already += other.already
    this.replayed += other.replayed
    this.#failed += other.#failed
    this.rawKeys.push(...other.rawKeys)
    for (const [reason, count] of other.#reasons) {
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count)
    }
  }

  counts(): ReplayCounts {
    const reasons = Array.from(this.#reasons, ([reason, count]) => {
      const [path, keyword] = JSON.parse(reason) as [string, string]
      return { path, keyword, count }
    })
    return {
      selected: this.replayed + this.#failed + this.already,
      replayed: this.replayed,
      failed: this.#failed,
      already: this.already,
      reasons: reasons.sort((a, b) => b.count - a.count),
      completed: this.completed,
      rawKeys: [...this.rawKeys],
    }
  }
}
