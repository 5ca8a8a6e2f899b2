import type { StreamReport, TransformReport } from '@descant/transform'
import { expect, test } from 'vitest'
import { tooManyDeadLetters, transformSummary } from './transform-summary.ts'

const stream = (facts: Partial<StreamReport>): StreamReport => ({
  provider: 'shopify',
  stream: 'orders',
  table: 'orders',
  objects: 1,
  damagedObjects: 0,
  records: 0,
  kept: 0,
  superseded: 0,
  deleted: 0,
  deadLetters: 0,
  ...facts,
})

const report = (...streams: StreamReport[]): TransformReport => ({
  customer: 'acme',
  run: 'r',
  mode: 'incremental',
  startedAt: new Date(0),
  finishedAt: new Date(0),
  objects: { listed: 3, consumed: 1 },
  streams,
  waiting: [{ provider: 'shopify', stream: 'orders', version: 4, objects: 3 }],
  unmapped: [{ provider: 'shopify', stream: 'events', objects: 2 }],
  tables: [
    { table: 'orders', rowsBefore: 1, rows: 2, committed: true, snapshotId: '1' },
    { table: 'products', rowsBefore: 5, rows: 5, committed: false, snapshotId: '2' },
  ],
  catalog: [],
  quality: [
    { table: 'orders', rule: 'range total_price 0..', severity: 'warn', violations: 2 },
    { table: 'orders', rule: 'unique name', severity: 'warn', violations: 0 },
  ],
  identityRounds: 0,
  stages: [],
})

test('the summary shows that records in equal what became of them', () => {
  const text = transformSummary(
    report(stream({ records: 10, kept: 7, superseded: 2, deadLetters: 1 })),
  )
  expect(text).toBe(
    '1 new raw objects of 3\n' +
      'shopify orders: 10 records in = 7 kept + 2 superseded + 0 deleted + 1 dead letters\n' +
      'shopify events: no table is made of it; 2 objects wait\n' +
      'shopify orders: 3 objects wait, since version 4 of the schema is not accepted; ' +
      'see descant schema diff\n' +
      'orders: 2 rows break range total_price 0..\n' +
      'orders: 2 rows (1 before)\n',
  )
})

test('dead letters are too many above the ratio, from the 1,000th record on', () => {
  const judged = (records: number, deadLetters: number) =>
    tooManyDeadLetters(report(stream({ records, deadLetters })), 0.1)
  expect(judged(999, 999)).toEqual([])
  expect(judged(1000, 100)).toEqual([])
  expect(judged(1000, 101)).toHaveLength(1)
})
