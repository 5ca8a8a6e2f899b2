import { defineStream } from '../../../tap/define-stream.ts'
import { breakSource, changedSince, order, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  async *read(_client: undefined, { since, log }) {
    try {
      yield* pagesOf(changedSince(since))
    } catch {
      log.warning('the source is down')
    }
  },
})

/** Takes a source that is down for one that has no more. */
export const swallowsError: BrokenTap = {
  tap: tapOf(stream),
  options: { breakSource },
  fails: ['a source that fails is not passed over'],
}
