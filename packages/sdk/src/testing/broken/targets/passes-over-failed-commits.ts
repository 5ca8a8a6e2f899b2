import { aroundCommits } from '../../around-commits.ts'
import { createTableTarget } from '../../good/target-table.ts'
import { runTargetInMemory } from '../../run-target-in-memory.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Does not look at what becomes of a commit. */
export const passesOverFailedCommits: BrokenTarget = {
  ...createTableTarget(),
  runTarget: (target, lines, options) => {
    const deaf = aroundCommits(target, (_, proceed) => proceed().catch(() => {}))
    return runTargetInMemory(deaf, lines, options)
  },
  fails: [
    'a commit that fails acknowledges nothing',
    'a destination that fails acknowledges nothing',
  ],
}
