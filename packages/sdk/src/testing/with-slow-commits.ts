import { setImmediate as turn } from 'node:timers/promises'
import type { Target } from '@descant/sdk'
import { aroundCommits, type Commit } from './around-commits.ts'

/**
 * Makes commits of a target slow, so that later ones could pass them.
 *
 * @param turns How many turns of the event loop a commit waits before it begins. Default: 20 for each
 *   commit with an odd number, none for the others.
 */
export const withSlowCommits = (
  target: Target,
  turns: (commit: Commit) => number = ({ number }) => (number % 2 === 1 ? 20 : 0),
): Target =>
  aroundCommits(target, async (commit, proceed) => {
    for (let left = turns(commit); left > 0; left--) await turn()
    await proceed()
  })
