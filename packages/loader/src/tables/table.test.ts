import { expect, test } from 'vitest'
import { alterColumns, createTable, postgresType } from './table.ts'

test.each([
  ['string', 'text'],
  ['int', 'integer'],
  ['long', 'bigint'],
  ['double', 'double precision'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['timestamptz', 'timestamp with time zone'],
  ['decimal(18,2)', 'numeric(18,2)'],
  [{ list: 'string' }, 'text[]'],
  [{ list: 'decimal(38,10)' }, 'numeric(38,10)[]'],
] as const)('%j is kept as %s', (type, expected) => {
  expect(postgresType(type)).toBe(expected)
})

test('a table has a column for each of the snapshot, in order', () => {
  const columns = [
    { name: 'order', type: 'string', required: true },
    { name: 'total', type: 'decimal(18,2)' },
  ] as const
  expect(createTable('"a"."b__next"', 'b', { columns, key: ['order'] })).toBe(
    'CREATE TABLE "a"."b__next" ("order" text CONSTRAINT "b_order_not_null" NOT NULL, "total" numeric(18,2))',
  )
})

test('columns come and go in one statement', () => {
  expect(alterColumns('"t"', [{ name: 'city', type: 'string' }], ['town'])).toBe(
    'ALTER TABLE "t" ADD COLUMN "city" text, DROP COLUMN "town"',
  )
})

test('a column that PostgreSQL cannot have is refused before anything is made', () => {
  const table = (...names: string[]) =>
    createTable('"t"', 't', { columns: names.map((name) => ({ name, type: 'int' })), key: [] })
  expect(() => table('x'.repeat(64))).toThrow('63 is the most')
  expect(() => table('email', 'Email')).toThrow('differ by case alone')
})
