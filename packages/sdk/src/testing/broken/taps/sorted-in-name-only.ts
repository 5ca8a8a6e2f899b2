import { defineStream } from '../../../tap/define-stream.ts'
import { changedSince, order, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  async *read(_client: undefined, { since }) {
    yield* pagesOf(changedSince(since).toReversed())
  },
})

/** Is declared sorted, and comes newest first. */
export const sortedInNameOnly: BrokenTap = {
  tap: tapOf(stream),
  fails: ['sorted streams come in order'],
}
