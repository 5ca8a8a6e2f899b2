import { expect, test } from 'vitest'
import { affordablePageSize, connectionCost, maxQueryCost, objectCost } from './cost.ts'
import type { Field } from './field.ts'

const id: Field = { name: 'id' }
const one = (name: string): Field => ({ name, fields: [id] })
const many = (name: string, first: number, ...fields: Field[]): Field => ({ name, first, fields })
const free: Field = { name: 'totalPriceSet', isFree: true, fields: [{ name: 'amount' }] }

test.each<[string, number, Field[], number]>([
  ['one row', 1, [id], 3],
  ['two rows', 2, [id], 3],
  ['flat rows with money', 250, [id, free], 13],
  ['an object in each', 20, [id, one('customer')], 12],
  ['line items', 250, [id, many('lineItems', 50, id)], 112],
  ['line items with a variant', 250, [many('lineItems', 50, id, one('variant'))], 189],
  ['long pages of line items', 250, [many('lineItems', 250, id)], 156],
  [
    'three connections',
    250,
    [many('variants', 100, id), many('metafields', 25, id), many('media', 25, id)],
    310,
  ],
  [
    'variants with an object',
    250,
    [many('variants', 250, one('inventoryItem')), many('metafields', 250, id)],
    420,
  ],
])('%s: %i cost what live shops told', (_, size, fields, cost) => {
  expect(connectionCost(size, fields)).toBe(cost)
})

test('an object by its id costs 1 and its content', () => {
  expect(objectCost([many('variants', 250, id)])).toBe(14)
})

const heavy = many('a', 250, many('b', 250, one('c')))

test.each<[string, number, Field[], number]>([
  ['as wanted where it may be', 250, [id], 250],
  ['smaller where it must be', 250, [heavy], 7],
  ['one where not even that may be', 250, [many('x', 250, heavy)], 1],
])('the page is %s', (_, wanted, fields, size) => {
  expect(affordablePageSize(wanted, fields)).toBe(size)
})

test('the next larger page would be refused', () => {
  const size = affordablePageSize(250, [heavy])
  expect(connectionCost(size, [heavy])).toBeLessThanOrEqual(maxQueryCost)
  expect(connectionCost(size + 1, [heavy])).toBeGreaterThan(maxQueryCost)
})
