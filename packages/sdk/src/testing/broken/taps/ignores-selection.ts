import { goodOrders, tapOf } from '../../good/orders.ts'
import { runTapInMemory } from '../../run-tap-in-memory.ts'
import type { BrokenTap } from '../broken-tap.ts'

/** Does not look at its catalog. */
export const ignoresSelection: BrokenTap = {
  tap: tapOf(goodOrders),
  runTap: (tap, { catalog, ...options } = {}) => runTapInMemory(tap, options),
  fails: ['deselected fields are not emitted', 'deselected streams are not emitted'],
}
