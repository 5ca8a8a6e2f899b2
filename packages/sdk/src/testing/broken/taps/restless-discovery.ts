import type { Tap } from '../../../index.ts'
import { goodOrders, order, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

let discoveries = 0

const good = tapOf(goodOrders)

const tap: Tap = {
  ...good,
  open: async (config, context) => {
    const streams = await good.open(config, context)
    const title = `Discovery ${discoveries++}`
    return streams.map((stream) => ({ ...stream, schema: { ...order, title } }))
  },
}

/** Says something else each time it is asked for its streams. */
export const restlessDiscovery: BrokenTap = { tap, fails: ['discovery is valid'] }
