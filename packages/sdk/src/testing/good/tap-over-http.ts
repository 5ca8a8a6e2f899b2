import { bearer, createHttp, defineStream, defineTap, type Http, nextLink } from '../../index.ts'
import { order } from './orders.ts'

type Page = { readonly orders: readonly { readonly id: number; readonly updated_at: string }[] }

const orders = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  async *read(http: Http, { since }) {
    const query = { updated_at_min: since, limit: 3 }
    for await (const page of http.pages<Page>('orders.json', { query, next: nextLink })) {
      yield page.orders
    }
  },
})

/** A tap that asks an API, page by page. */
export const tapOverHttp = defineTap({
  name: 'tap-over-http',
  config: {
    type: 'object',
    required: ['access_token'],
    properties: {
      access_token: { type: 'string', secret: true, description: 'The token of the source.' },
    },
  },
  connect: ({ access_token }, { signal, userAgent }) =>
    createHttp({
      baseUrl: 'https://api.example.com/',
      auth: bearer(access_token),
      signal,
      userAgent,
    }),
  streams: [orders],
})
