import type { Target } from '@descant/sdk'
import { aroundCommits, type Commit } from './around-commits.ts'

/** What a commit ends with that was made to fail. */
export class InjectedFailure extends Error {
  override readonly name = 'InjectedFailure'
}

/**
 * Makes commits of a target fail.
 *
 * @param when Which: `true` fails before anything is written; `'after'` writes and fails then, as a
 *   request does whose answer is lost.
 * @example
 * const failing = withFailingCommits(targetToy, ({ number }) => number === 2)
 * const run = await runTargetInMemory(failing, lines, { config })
 * expect(run.states).toEqual([])
 */
export const withFailingCommits = (
  target: Target,
  when: (commit: Commit) => boolean | 'after',
): Target =>
  aroundCommits(target, async (commit, proceed) => {
    const fails = when(commit)
    if (fails === false) return proceed()
    if (fails === 'after') await proceed()
    throw new InjectedFailure(`commit ${commit.number} of ${commit.stream} was made to fail`)
  })
