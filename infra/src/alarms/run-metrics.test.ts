import { Duration } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { emfLine } from '../../../packages/cli/src/container/emf-line.ts'
import type { RunRecord } from '../../../packages/cli/src/runs/run-record.ts'
import { deadLettersADay, runsSucceeded } from './run-metrics.ts'

const record: RunRecord = {
  run: 'r1',
  customer: 'acme',
  stage: 'extract',
  source: 'shop',
  status: 'succeeded',
  exit_code: 0,
  message: null,
  started_at: '2026-11-23T02:00:00.000Z',
  ended_at: '2026-11-23T02:01:00.000Z',
  seconds: 60,
  host: 'h',
  pid: 1,
  lease_token: 1,
  scheduled_for: null,
  attempts: [],
  states: { from: null, to: 1 },
  streams: {},
  conservation: { holds: true, tap_records: 10, raw_records: 8, dead_letters: 2 },
  report: null,
  versions: {},
}

test.each([
  ['successful runs', runsSucceeded('acme', 'shop', Duration.hours(2)), 1],
  ['dead letters', deadLettersADay('acme', 'shop'), 2],
])('%s are watched under the very names that a run writes', (_, metric, value) => {
  for (const choice of ['emf', 'emf-all'] as const) {
    const line = JSON.parse(emfLine(record, choice))
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics
    expect(metric.namespace).toBe(Namespace)
    expect(Metrics).toContainEqual({ Name: metric.metricName, Unit: 'Count' })
    expect(line[metric.metricName]).toBe(value)
    expect(Dimensions).toContainEqual(Object.keys(metric.dimensions ?? {}))
    for (const [name, watched] of Object.entries(metric.dimensions ?? {})) {
      expect(line[name]).toBe(watched)
    }
  }
})
