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
  expect(createTable('"a"."b"', columns)).toBe(
    'CREATE TABLE "a"."b" ("order" text, "total" numeric(18,2))',
  )
})

test('columns come and go in one statement', () => {
  expect(alterColumns('"t"', [{ name: 'city', type: 'string' }], ['town'])).toBe(
    'ALTER TABLE "t" ADD COLUMN "city" text, DROP COLUMN "town"',
  )
})

test('a column that PostgreSQL cannot have is refused before anything is made', () => {
  expect(() => createTable('"t"', [{ name: 'x'.repeat(64), type: 'int' }])).toThrow(
    '63 is the most',
  )
})
