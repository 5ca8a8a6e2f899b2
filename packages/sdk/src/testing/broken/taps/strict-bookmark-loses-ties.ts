import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  async *read(_client: undefined, { since }) {
    yield* orders.filter(({ updated_at }) => since === undefined || updated_at > since)
  },
})

/** Asks with > and not with >=: what came in the same instant as the bookmark is lost. */
export const strictBookmarkLosesTies: BrokenTap = {
  tap: tapOf(stream),
  fails: [
    'a bookmark includes its own value',
    'every STATE is true',
    'a run that is told to end goes on where it stopped',
    'a run that is killed goes on where it stopped',
    'a stream that fails goes on where it stopped',
  ],
}
