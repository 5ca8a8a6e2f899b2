import type { Tap } from '../../index.ts'
import type { CheckTapOptions } from '../check-tap-options.ts'
import type { runTapInMemory } from '../run-tap-in-memory.ts'
import type { TapCheckName } from '../tap-check-name.ts'

/** A tap with one planted defect, named by its file. */
export interface BrokenTap {
  readonly tap: Tap
  readonly options?: CheckTapOptions
  /** What runs it, where the defect is one that the engine would not allow. */
  readonly runTap?: typeof runTapInMemory
  /** The checks that must fail, and no others. */
  readonly fails: readonly TapCheckName[]
}
