import { expect, expectTypeOf, test } from 'vitest'
import { childRows, defineSource, defineStream } from './define-source.ts'
import { events } from './entities/events.ts'
import { orderItems } from './entities/order-items.ts'
import { orders } from './entities/orders.ts'
import { type Expression, fieldPaths, firstOf, lastSegment, literal } from './expression.ts'
import { fieldsOf } from './raw-shape.ts'

const raw = { number: 'text', paid: { amount: 'text' }, lines: [{ id: 'text' }] } as const

test('a mapping is data: expressions by column', () => {
  const receipts = defineStream({
    name: 'receipts',
    entity: orders,
    raw,
    columns: (receipt) => ({ order_id: receipt.number, total_price: receipt.paid.amount }),
    children: (receipt) => [
      childRows(orderItems, receipt.lines, (line) => ({ line_item_id: line.id })),
    ],
  })
  expect(receipts.columns.total_price).toEqual({
    kind: 'field',
    of: 'record',
    path: ['paid', 'amount'],
  })
  expect(receipts.children[0]).toMatchObject({
    list: { of: 'record', path: ['lines'] },
    columns: { line_item_id: { of: 'item', path: ['id'] } },
  })
})

test('the compiler refuses fields that the raw record lacks, and rows without their key', () => {
  expectTypeOf(fieldsOf(raw).paid.amount).toExtend<Expression>()
  // @ts-expect-error there is no such field
  expect(fieldsOf(raw).payed).toBe(undefined)
  defineStream({
    name: 'receipts',
    entity: orders,
    raw,
    // @ts-expect-error order_id is required
    columns: (receipt) => ({ total_price: receipt.paid.amount }),
  })
})

test('a column that the entity lacks is refused', () => {
  const columns = (receipt: { number: Expression }) => ({
    order_id: receipt.number,
    totl: receipt.number,
  })
  expect(() => defineStream({ name: 'receipts', entity: orders, raw, columns })).toThrow(/totl/)
})

test('two streams of a source may not be the same table', () => {
  const columns = (receipt: { number: Expression }) => ({ order_id: receipt.number })
  const streams = ['a', 'b'].map((name) => defineStream({ name, entity: orders, raw, columns }))
  expect(() => defineSource({ type: 'till', streams })).toThrow(/orders/)
})

test('but for what happened, of which several may tell', () => {
  const columns = (receipt: { number: Expression }) => ({
    event_id: receipt.number,
    type: literal('paid'),
    occurred_at: receipt.number,
  })
  const streams = ['a', 'b'].map((name) => defineStream({ name, entity: events, raw, columns }))
  expect(defineSource({ type: 'till', streams }).streams).toHaveLength(2)
})

test('an expression tells the raw fields that it reads', () => {
  const { number, paid } = fieldsOf(raw)
  expect(fieldPaths(firstOf(number, lastSegment(paid.amount)))).toEqual(['number', 'paid.amount'])
})
