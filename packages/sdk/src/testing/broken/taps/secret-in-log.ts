import type { Tap } from '../../../index.ts'
import { goodOrders, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const good = tapOf(goodOrders)

const tap: Tap = {
  ...good,
  open: (config, context) => {
    context.log.debug('connecting', { config })
    return good.open(config, context)
  },
}

/** Tells its settings in the log. */
export const secretInLog: BrokenTap = {
  tap,
  options: { config: { access_token: 'hush-hush' } },
  fails: ['no secret is told'],
}
