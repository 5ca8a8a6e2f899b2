import { defineStream } from '../../tap/define-stream.ts'
import { changedSince, goodOrders, order, orders, pagesOf, tapOf } from './orders.ts'

/** Newest first, as many sources list. */
const unsorted = defineStream({
  name: 'unsorted_orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  lookbackSeconds: 86_400,
  async *read(_client: undefined, { since }) {
    yield* pagesOf(changedSince(since).toReversed())
  },
})

/** Read whole, and resumed at a page. */
const whole = defineStream({
  name: 'whole_orders',
  schema: order,
  keyProperties: ['id'],
  async *read(_client: undefined, { cursor, checkpoint }) {
    const pages = [...pagesOf(orders)]
    for (let page = (cursor as number | undefined) ?? 0; page < pages.length; page++) {
      yield* [...(pages[page] ?? [])]
      checkpoint(page + 1)
    }
  },
})

/** Without a key: a repeated record cannot be told from a new one. */
const keyless = defineStream({
  name: 'keyless_orders',
  schema: order,
  keyProperties: [],
  async *read(_client: undefined) {
    yield* pagesOf(orders)
  },
})

/** Window by window, two at once. */
const windowed = defineStream({
  name: 'windowed_orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  windowSeconds: 90 * 86_400,
  concurrency: 2,
  async *read(_client: undefined, { since, until }) {
    const rows = changedSince(since)
    yield* pagesOf(rows.filter(({ updated_at }) => until === undefined || updated_at < until))
  },
})

/** Changes in the order of a log, each known by its place. */
const logged = defineStream({
  name: 'logged_orders',
  schema: order,
  keyProperties: ['id'],
  logBased: true,
  async *read(_client: undefined, { cursor, checkpoint }) {
    let place = (cursor as number | undefined) ?? 0
    for (const page of pagesOf(orders.slice(place))) {
      yield page
      place += page.length
      checkpoint(place)
    }
  },
})

/** The lines of each order, read for it. */
const lines = defineStream({
  name: 'order_lines',
  schema: {
    type: 'object',
    properties: { order_id: { type: 'integer' }, sku: { type: 'string' } },
  },
  keyProperties: ['order_id', 'sku'],
  parent: goodOrders,
  async *read(_client: undefined, { parent }) {
    yield parent.lines?.map(({ sku }) => ({ order_id: Number(parent.id), sku })) ?? []
  },
})

/** A tap with a stream of every kind that the SDK knows. */
export const tapOfEveryKind = tapOf(goodOrders, unsorted, whole, keyless, windowed, logged, lines)
