import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'
import { distortedRun } from '../distorted-run.ts'

/** Writes its SCHEMA after the first record. */
export const recordBeforeSchema: BrokenTap = {
  tap: tapOf(goodOrders),
  runTap: distortedRun(([first, second, ...rest]) =>
    second?.type === 'RECORD' && first
      ? [second, first, ...rest]
      : [first, second].flatMap((m) => m ?? []).concat(rest),
  ),
  fails: ['SCHEMA comes before RECORD'],
}
