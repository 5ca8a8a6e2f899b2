import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'
import { distortedRun } from '../distorted-run.ts'

/** Writes an old STATE once more at its end. */
export const stateGoesBack: BrokenTap = {
  tap: tapOf(goodOrders),
  runTap: distortedRun((messages) => [
    ...messages,
    ...messages.filter(({ type }) => type === 'STATE').slice(0, 1),
  ]),
  fails: ['bookmarks never go back', 'the final STATE holds no leftovers'],
}
