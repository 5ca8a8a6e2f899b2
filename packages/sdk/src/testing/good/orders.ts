import { RequestError } from '../../errors.ts'
import type { Stream, Tap } from '../../index.ts'
import { defineStream } from '../../tap/define-stream.ts'
import { defineTap } from '../../tap/define-tap.ts'

export const order = {
  type: 'object',
  required: ['id', 'updated_at'],
  properties: {
    id: { type: 'integer' },
    updated_at: { type: 'string', format: 'date-time' },
    email: { type: ['null', 'string'] },
    total: { type: 'number' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: { sku: { type: 'string' }, quantity: { type: 'integer' } },
      },
    },
  },
} as const

export interface Order {
  readonly id: number
  readonly updated_at: string
  readonly email: string | null
  readonly total: number
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}

/** Ten orders in the order of their changes; of each two that follow one another, two are ties. */
export const orders: readonly Order[] = Array.from({ length: 10 }, (_, index) => ({
  id: 100 - index,
  updated_at: new Date(Date.UTC(2026, 0, 1 + Math.floor((index + 1) / 2)))
    .toISOString()
    .replace('.000Z', 'Z'),
  email: index % 3 === 0 ? null : `buyer-${index}@example.com`,
  total: index + 0.5,
  lines: [{ sku: `sku-${index}`, quantity: index }],
}))

/** What a source gives that is asked with `>=`. */
export const changedSince = (since: string | undefined): readonly Order[] =>
  orders.filter(({ updated_at }) => since === undefined || updated_at >= since)

let isBroken = false

/** Makes the source fail until what it returns is called. */
export const breakSource = (): (() => void) => {
  isBroken = true
  return () => {
    isBroken = false
  }
}

/** Gives rows in pages of three. */
export function* pagesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += 3) {
    if (isBroken) throw new RequestError('the source is down')
    yield rows.slice(at, at + 3)
  }
}

/** A stream as it should be. */
export const goodOrders = defineStream({
  name: 'orders',
  schema: order,
  keyProperties: ['id'],
  replicationKey: 'updated_at',
  sorted: true,
  async *read(_client: undefined, { since }) {
    yield* pagesOf(changedSince(since))
  },
})

/** A tap of these streams. */
export const tapOf = (...streams: readonly Stream<undefined>[]): Tap =>
  defineTap({
    name: 'tap-specimen',
    config: {
      type: 'object',
      properties: {
        access_token: { type: 'string', secret: true, description: 'The token of the source.' },
      },
    },
    connect: () => undefined,
    streams,
  })
