import { expect, test } from 'vitest'
import { createLogger } from './log.ts'
import { createMetrics } from './metrics.ts'

const metricsAt = (clock: { now: number }) => {
  const lines: string[] = []
  const log = createLogger({ name: 'tap-toy', write: (line) => lines.push(line) })
  return { metrics: createMetrics({ log, now: () => clock.now }), lines }
}
const pointOf = (line: string | undefined) => JSON.parse((line ?? '').replace('INFO METRIC: ', ''))

test('a counter tells what was added since its last line, once an interval and at the end', () => {
  const clock = { now: 0 }
  const { metrics, lines } = metricsAt(clock)
  metrics.count('record_count', 2, { stream: 'a' })
  metrics.count('record_count', 3, { stream: 'a' })
  metrics.count('record_count', 1, { stream: 'b' })
  expect(lines).toEqual([])
  clock.now = 60_000
  metrics.count('record_count', 4, { stream: 'a' })
  expect(lines.map((line) => pointOf(line).value)).toEqual([9, 1])
  metrics.count('record_count', 5, { stream: 'a' })
  metrics.flush()
  metrics.flush()
  expect(lines.map((line) => pointOf(line).value)).toEqual([9, 1, 5])
})

test('a timer tells seconds', () => {
  const { metrics, lines } = metricsAt({ now: 0 })
  metrics.time('http_request_duration', 0.25, { endpoint: 'orders', http_status_code: 200 })
  expect(pointOf(lines[0])).toEqual({
    type: 'timer',
    metric: 'http_request_duration',
    value: 0.25,
    tags: { endpoint: 'orders', http_status_code: 200 },
  })
})
