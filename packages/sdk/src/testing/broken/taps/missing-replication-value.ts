import type { Stream } from '../../../index.ts'
import { changedSince, goodOrders, order, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream: Stream<undefined> = {
  ...goodOrders,
  schema: { ...order, required: ['id'] },
  async *read(_client, { since }) {
    const rows = changedSince(since as string | undefined)
    yield rows.map((row, index) => {
      const { updated_at, ...rest } = row
      return index === 4 && since === undefined ? rest : row
    })
  },
}

/** A record does not tell how new it is. */
export const missingReplicationValue: BrokenTap = {
  tap: tapOf(stream),
  fails: ['the replication key is present'],
}
