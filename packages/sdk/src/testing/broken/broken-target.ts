import type { Target } from '../../index.ts'
import type { CheckTargetOptions } from '../check-target-options.ts'
import type { runTargetInMemory } from '../run-target-in-memory.ts'
import type { TargetCheckName } from '../target-check-name.ts'

/** A target with one planted defect, named by its file. */
export interface BrokenTarget {
  readonly target: Target
  readonly options: CheckTargetOptions<{ readonly password: string }>
  /** What runs it, where the defect is one that the engine would not allow. */
  readonly runTarget?: typeof runTargetInMemory
  /** The checks that must fail, and no others. */
  readonly fails: readonly TargetCheckName[]
}
