import { describe, expect, test } from 'vitest'
import { bucketsOf } from './bucket.ts'
import {
  checkPartition,
  isPartitionValue,
  partitionBounds,
  partitionFromAvro,
  partitionName,
  partitionToAvro,
} from './partition.ts'
import type { TableColumn } from './table-column.ts'

describe('a month', () => {
  test.each([
    ['1970-01', 0],
    ['1970-12', 11],
    ['1969-12', -1],
    ['2026-11', 682],
    ['0001-01', -23628],
  ])('%s is %i in manifests', (text, months) => {
    expect(partitionToAvro('month', text)).toBe(months)
    expect(partitionFromAvro('month', months)).toBe(text)
  })
})

test.each([
  ['month', '2026-01', true],
  ['month', '2026-1', false],
  ['month', '2026-13', false],
  ['bucket[16]', '15', true],
  ['bucket[16]', '16', false],
  ['bucket[16]', '-1', false],
  ['identity', '', true],
  ['month', null, true],
])('of %s, %s is a value: %s', (transform, value, is) => {
  expect(isPartitionValue(transform, value)).toBe(is)
})

test('fields are named as Spark names them', () => {
  expect(partitionName({ column: 'at', transform: 'month' })).toBe('at_month')
  expect(partitionName({ column: 'id', transform: 'bucket[8]' })).toBe('id_bucket')
  expect(partitionName({ column: 'id', transform: 'identity' })).toBe('id')
  expect(bucketsOf('bucket[0]')).toBeUndefined()
})

test.each([
  [[{ column: 'at', transform: 'bucket[4]' }]],
  [[{ column: 'id', transform: 'month' }]],
  [[{ column: 'tags', transform: 'identity' }]],
  [[{ column: 'gone', transform: 'identity' }]],
  [[{ column: 'odd name', transform: 'identity' }]],
  [
    [
      { column: 'id', transform: 'bucket[4]' },
      { column: 'id', transform: 'bucket[8]' },
    ],
  ],
] as const)('%j partitions nothing', (fields) => {
  const columns: TableColumn[] = [
    { name: 'id', type: 'string' },
    { name: 'odd name', type: 'string' },
    { name: 'at', type: 'timestamptz' },
    { name: 'tags', type: { list: 'string' } },
  ]
  expect(() => checkPartition('t', columns, fields)).toThrow(
    expect.objectContaining({ code: 'LAKE_PARTITION_CHANGE' }),
  )
})

test('the bounds of a manifest are in the order of its values', () => {
  const bytes = (value: number) => Buffer.from(Int32Array.of(value).buffer)
  expect(partitionBounds('month', ['2026-01', null, '1969-12'])).toEqual({
    containsNull: true,
    lower: bytes(-1),
    upper: bytes(672),
  })
  expect(partitionBounds('bucket[16]', ['9', '10'])).toEqual({
    containsNull: false,
    lower: bytes(9),
    upper: bytes(10),
  })
  expect(partitionBounds('identity', [null])).toEqual({
    containsNull: true,
    lower: null,
    upper: null,
  })
})
