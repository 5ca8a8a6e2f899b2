import { expect, test } from 'vitest'
import { Tally } from './tally.ts'

const count = (stream: string, value: number) =>
  `INFO METRIC: {"type":"counter","metric":"record_count","value":${value},"tags":{"stream":"${stream}"}}`
const loaded = (records: number, rejected: number) =>
  `{"level":"info","message":"loaded","records":${records},"rejected":${rejected}}`

const tallyOf = (tap: readonly string[], target: readonly string[]) => {
  const tally = new Tally()
  for (const line of tap) tally.take('tap', line)
  for (const line of target) tally.take('target', line)
  return tally
}

test('what the tap sent is what lies in the raw zone and the dead letters', () => {
  const tap = [count('a', 5), 'a line', count('a', 2), count('b', 3)]
  const tally = tallyOf(tap, [count('a', 7), count('b', 3), loaded(10, 4)])
  expect(tally.streams).toEqual({ a: { tap: 7, target: 7 }, b: { tap: 3, target: 3 } })
  expect(tally.conservation(true)).toEqual({
    holds: true,
    tap_records: 10,
    raw_records: 6,
    dead_letters: 4,
  })
})

test.each([
  ['a record that is missing', [count('a', 8)], [loaded(7, 0)], true, false],
  ['a tap that tells nothing', [], [loaded(7, 0)], true, null],
  ['an end that was killed', [count('a', 8)], [loaded(7, 0)], false, null],
] as const)('%s', (_, tap, target, isWhole, holds) => {
  expect(tallyOf(tap, target).conservation(isWhole)?.holds).toBe(holds)
})

test('a target that tells no numbers is not judged', () => {
  expect(tallyOf([count('a', 8)], ['done']).conservation(true)).toBeNull()
})

test('metrics of other SDKs are read', () => {
  const meltano =
    '2026-11-23 02:00:00,000 | INFO     | singer_sdk.metrics   | METRIC: {"type": "counter", "metric": "record_count", "value": 4, "tags": {"stream": "a", "pid": 1}}'
  const python =
    'INFO METRIC: {"type": "counter", "metric": "record_count", "value": 2, "tags": {"endpoint": "b"}}'
  expect(tallyOf([meltano, python], []).tapRecords).toBe(6)
})
