import type { BarMeasurement } from './bar.ts'

/** How large a bench is to be. */
export interface BenchSize {
  /** How many records (for `parent-child`: parents). */
  readonly records: number
  /** How often each side is run; medians are taken. */
  readonly runs: number
}

/** A benchmark: both sides measured in one run, and the bars that it must reach. */
export interface Bench {
  /** What is measured, in one sentence. */
  readonly description: string
  /** The full size, which is the one that `docs/benchmarks.md` shows. */
  readonly size: BenchSize
  /** @throws {PeerUnavailableError} where the other side cannot be installed. */
  run(size: BenchSize): Promise<readonly BarMeasurement[]>
}
