import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SandboxError } from '../../error.ts'
import { ShopifyStore } from '../store/store.ts'
import { makeShop } from './generate-store.ts'
import { parseTransaction, readTransactions } from './read-transactions.ts'
import { storeOfTransactions } from './store-of-transactions.ts'

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'transactions-')), 'sales.txt')
  writeFileSync(file, text)
  return file
}

const sample = [
  ' 00004 0001 19970101  2   29.33',
  ' 00004 0001 19970118  2   29.73',
  ' 00021 0002 19970101  3   63.34',
  ' 00021 0002 19970101  3   63.34',
  '',
  ' 00111 0003 19961231  1    0.00',
].join('\r\n')

test.each([
  [
    ' 00004 0001 19970101  2   29.33\r',
    { customer: '00004', day: '1997-01-01', units: 2, cents: 2933 },
  ],
  ['x 20240229 10 7', { customer: 'x', day: '2024-02-29', units: 10, cents: 700 }],
  ['x\t20240229\t1\t7.5', { customer: 'x', day: '2024-02-29', units: 1, cents: 750 }],
])('reads %j', (line, { day, ...rest }) => {
  expect(parseTransaction(line)).toEqual({ ...rest, day: Date.parse(day) })
})

test.each([
  ['1 19970101 2', 'has 3 columns'],
  ['1 19970230 2 1.00', '"19970230" is no date YYYYMMDD'],
  ['1 1997-01-01 2 1.00', '"1997-01-01" is no date YYYYMMDD'],
  ['1 19970101 0 1.00', '"0" is no number of units'],
  ['1 19970101 1.5 1.00', '"1.5" is no number of units'],
  ['1 19970101 1 -1.00', '"-1.00" is no amount of dollars'],
  ['1 19970101 1 1.005', '"1.005" is no amount of dollars'],
])('refuses %j', (line, problem) => {
  expect(parseTransaction(line)).toBe(problem)
})

test('a broken line is named by file and number, with what is expected', () => {
  const file = fileOf(`${sample}\n00004 19970101 two 1.00\n`)
  expect(() => readTransactions(file)).toThrow(
    `${file}:7: "two" is no number of units. A line holds columns parted by blanks: the customer's id first, and date (YYYYMMDD), units (1 or more) and dollars (12.34) last.`,
  )
})

test('a file that is missing, or empty, is refused', () => {
  expect(() => readTransactions('/nowhere/sales.txt')).toThrow(
    'Cannot read /nowhere/sales.txt (ENOENT)',
  )
  expect(() => readTransactions(fileOf('\n'))).toThrow(SandboxError)
})

test('every line is one order of one line item, for exactly what it says', () => {
  const store = new ShopifyStore(
    storeOfTransactions(makeShop('acme'), readTransactions(fileOf(sample)), 1),
  )
  const orders = [...store.orders.values()]
  expect(
    orders.map((order) => [
      new Date(order.createdAt).toISOString(),
      order.updatedAt - order.createdAt,
      order.email,
      order.total,
      order.lineItems.map((line) => line.quantity),
    ]),
  ).toEqual([
    ['1996-12-31T00:00:00.000Z', 0, 'customer-00111@example.com', 0, [1]],
    ['1997-01-01T00:00:00.000Z', 0, 'customer-00004@example.com', 2933, [2]],
    ['1997-01-01T00:00:00.000Z', 0, 'customer-00021@example.com', 6334, [3]],
    ['1997-01-01T00:00:00.000Z', 0, 'customer-00021@example.com', 6334, [3]],
    ['1997-01-18T00:00:00.000Z', 0, 'customer-00004@example.com', 2973, [2]],
  ])
  for (const { lineItems, total } of orders) {
    const [line] = lineItems
    expect(line && line.unitPrice * line.quantity - line.discount).toBe(total)
  }
  expect(
    [...store.customers.values()].map((customer) => [
      customer.email,
      customer.numberOfOrders,
      customer.amountSpent,
      new Date(customer.updatedAt).toISOString().slice(0, 10),
    ]),
  ).toEqual([
    ['customer-00111@example.com', 1, 0, '1996-12-31'],
    ['customer-00004@example.com', 2, 5906, '1997-01-18'],
    ['customer-00021@example.com', 2, 12668, '1997-01-01'],
  ])
  expect(store.products.size).toBe(1)
})

test('different ids have different addresses, even where capitals do not count', () => {
  const file = fileOf(
    ['A1', 'a1', 'ä1', 'x@y', '_41_1'].map((id) => `${id} 20240229 1 1`).join('\n'),
  )
  const { customers } = storeOfTransactions(makeShop('acme'), readTransactions(file), 1)
  const emails = customers.map((customer) => customer.email?.toLowerCase())
  expect(new Set(emails).size).toBe(5)
  expect(emails.every((email) => /^[\w-]+@example\.com$/.test(email ?? ''))).toBe(true)
})
