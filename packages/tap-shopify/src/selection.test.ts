import { describe, expect, test } from 'vitest'
import { mailingAddress } from './schema/mailing-address.ts'
import { moneyBag } from './schema/money.ts'
import { type Connection, fieldsOf } from './selection.ts'

const schema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    updatedAt: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    customer: { type: 'object', properties: { id: { type: 'string' }, email: { type: 'string' } } },
    totalPriceSet: moneyBag,
    shippingAddress: mailingAddress,
    lineItems: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          sku: { type: 'string' },
          quantity: { type: 'integer' },
        },
      },
    },
  },
}

const lineItems: Connection = {
  witness: { name: 'lineItemsCount' },
  needs: ['quantity'],
  least: Number,
  measure: (items) => items.length,
}

const select = (...left: string[]) =>
  fieldsOf(schema, {
    connections: { lineItems },
    nestedPageSize: 5,
    isSelected: (...path) => !left.some((name) => path.join('.').startsWith(name)),
  })

const named = (...left: string[]) => select(...left).map(({ name }) => name)

describe('all that is wanted is asked for', () => {
  test('lists of scalars as they are, connections with their witness', () => {
    expect(select()).toContainEqual({ name: 'tags' })
    const fields = [{ name: 'id' }, { name: 'sku' }, { name: 'quantity' }]
    expect(select().slice(-2)).toEqual([
      { name: 'lineItems', first: 5, fields },
      { name: 'lineItemsCount' },
    ])
  })

  test('value objects are known to be free, others not', () => {
    const free = select().filter(({ isFree }) => isFree)
    expect(free.map(({ name }) => name)).toEqual(['totalPriceSet', 'shippingAddress'])
    expect(free[0]?.fields?.[0]).toMatchObject({ name: 'shopMoney', isFree: true })
  })
})

describe('what is not wanted is not asked for', () => {
  test('whole fields, a connection with its witness', () => {
    expect(named('tags', 'lineItems')).toEqual([
      'id',
      'updatedAt',
      'customer',
      'totalPriceSet',
      'shippingAddress',
    ])
  })

  test('an object of which nothing is left', () => {
    const all = Object.keys(mailingAddress.properties).map((name) => `shippingAddress.${name}`)
    expect(named(...all)).not.toContain('shippingAddress')
  })

  test('but ids, update times and what measures a list are', () => {
    const fields = select('id', 'updatedAt', 'customer.', 'lineItems.')
    expect(fields.slice(0, 2)).toEqual([{ name: 'id' }, { name: 'updatedAt' }])
    expect(fields).toContainEqual({ name: 'customer', fields: [{ name: 'id' }] })
    expect(fields.at(-2)?.fields).toEqual([{ name: 'id' }, { name: 'quantity' }])
  })
})
