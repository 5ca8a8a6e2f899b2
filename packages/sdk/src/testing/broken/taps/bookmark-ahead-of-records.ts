import { defineStream } from '../../../tap/define-stream.ts'
import { order, orders, pagesOf, tapOf } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined, { cursor, checkpoint }) {
    const pages = [...pagesOf(orders)]
    for (let page = (cursor as number | undefined) ?? 0; page < pages.length; page++) {
      checkpoint(page + 1)
      yield* pages[page] ?? []
    }
  },
})

/** Says that a page is done with before its records have been yielded. */
export const bookmarkAheadOfRecords: BrokenTap = {
  tap: tapOf(stream),
  fails: [
    'every STATE is true',
    'a run that is told to end goes on where it stopped',
    'a run that is killed goes on where it stopped',
    'a stream that fails goes on where it stopped',
  ],
}
