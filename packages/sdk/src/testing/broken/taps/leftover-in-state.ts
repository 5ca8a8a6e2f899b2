import type { Message } from '../../../index.ts'
import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'
import { distortedRun } from '../distorted-run.ts'

const withMarkers = (message: Message): Message =>
  message.type === 'STATE'
    ? { ...message, text: message.text.replace('"orders":{', '"orders":{"progress_markers":{},') }
    : message

/** Leaves in STATE what tells of work under way. */
export const leftoverInState: BrokenTap = {
  tap: tapOf(goodOrders),
  runTap: distortedRun((messages) => messages.map(withMarkers)),
  fails: ['the final STATE holds no leftovers'],
}
