import type { Message } from '../../../index.ts'
import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'
import { distortedRun } from '../distorted-run.ts'

/** Moves each STATE before the message that it follows. */
const moved = (messages: readonly Message[]): readonly Message[] => {
  const all = [...messages]
  for (let at = 1; at < all.length; at++) {
    const [before, message] = [all[at - 1] as Message, all[at] as Message]
    if (message.type === 'STATE') all.splice(at - 1, 2, message, before)
  }
  return all
}

/** Writes a STATE and then the last record that it speaks of. */
export const stateAheadOfRecords: BrokenTap = {
  tap: tapOf(goodOrders),
  runTap: distortedRun(moved),
  fails: [
    'every STATE is true',
    'a run that is told to end goes on where it stopped',
    'a run that is killed goes on where it stopped',
    'a stream that fails goes on where it stopped',
  ],
}
