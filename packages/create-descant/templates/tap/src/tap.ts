import { bearer, createHttp, defineStream, defineTap, type Http, nextLink } from '@descant/sdk'

const id = { type: 'integer' } as const
const time = { type: 'string', format: 'date-time' } as const

const orders = defineStream({
  name: 'orders',
  schema: {
    type: 'object',
    required: ['id', 'updated_at'],
    properties: { id, email: { type: ['null', 'string'] }, updated_at: time },
  },
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  read: (http: Http, { since }) =>
    http.pages('orders', { query: { updated_since: since, sort: 'updated_at' }, next: nextLink }),
})

const refunds = defineStream({
  name: 'refunds',
  schema: { type: 'object', properties: { id, order_id: id, amount: { type: 'string' } } },
  keyProperties: ['id'],
  parent: orders,
  read: (http: Http, { parent }) => http.pages(`orders/${parent.id}/refunds`, { next: nextLink }),
})

export const tapRest = defineTap({
  name: 'tap-rest',
  config: {
    type: 'object',
    required: ['api_url', 'access_token'],
    properties: {
      api_url: { type: 'string', description: 'Where the API is, as https://api.example.com/.' },
      access_token: { type: 'string', secret: true, description: 'The token of the API.' },
    },
  },
  connect: ({ api_url, access_token }, context) =>
    createHttp({ ...context, baseUrl: api_url, auth: bearer(access_token) }),
  streams: [orders, refunds],
})
