import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined, { cursor, checkpoint }) {
    const pages = [...pagesOf(orders)]
    const first = cursor === undefined ? 0 : Number(cursor) + 1
    for (let page = first; page < pages.length; page++) {
      yield pages[page] ?? []
      checkpoint(page + 1)
    }
  },
})

/** Takes the page to go on with for the last one that was read. */
export const skipsAPageWhenResumed: BrokenTap = {
  tap: tapOf(stream),
  fails: ['a stream that fails goes on where it stopped'],
}
