import { RequestError } from '../../../errors.ts'
import { defineStream } from '../../../tap/define-stream.ts'
import { defineTap } from '../../../tap/define-tap.ts'
import { order, orders } from '../../good/orders.ts'
import type { BrokenTap } from '../broken-tap.ts'

const stream = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  async *read(url: string) {
    const response = await fetch(url)
    if (!response.ok) throw new RequestError(`${url} answered ${response.status}`)
    yield orders
  },
})

/** Tells the address that it asked, with the token in it. */
export const secretInError: BrokenTap = {
  tap: defineTap({
    name: 'tap-specimen',
    config: {
      type: 'object',
      required: ['api_token'],
      properties: { api_token: { type: 'string', secret: true, description: 'The token.' } },
    },
    connect: ({ api_token }) => `data:application/json,[]?token=${encodeURIComponent(api_token)}`,
    streams: [stream],
  }),
  options: { config: { api_token: 'hush hush' } },
  fails: ['no secret is told'],
}
