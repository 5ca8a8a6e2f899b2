import { expect, test } from 'vitest'
import { contentCheck, differences } from './content-check.ts'

test('counts every column, sums the bytes of texts and the exact numbers, and hashes the rows', () => {
  const columns = [
    { name: 'id', type: 'string' },
    { name: 'total', type: 'decimal(18,2)' },
    { name: 'ratio', type: 'double' },
    { name: 'huge', type: 'decimal(38,2)' },
  ] as const
  const names = (sql: string) => Array.from(sql.matchAll(/AS "([^"]+)"/g), ([, name]) => name)
  const expected = [
    'rows',
    'id: values',
    'id: bytes',
    'total: values',
    'total: sum',
    'ratio: values',
    'huge: values',
    'checksum',
  ]
  expect(names(contentCheck('t', columns, 'duckdb'))).toEqual(expected)
  expect(names(contentCheck('t', columns, 'postgres'))).toEqual(expected)
})

test('names what differs', () => {
  expect(differences({ rows: '2', 'a: sum': '1' }, { rows: '2', 'a: sum': '1' })).toEqual([])
  expect(differences({ rows: '2', 'a: sum': null }, { rows: '3', 'a: sum': '1' })).toEqual([
    'rows',
    'a: sum',
  ])
})
