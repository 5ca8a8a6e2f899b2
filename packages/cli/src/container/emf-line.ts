import { exitCodes } from '@descant/sdk'
import type { RunRecord } from '../runs/run-record.ts'

/** The namespace of our metrics in CloudWatch. */
const namespace = 'Descant'

const metricUnits = {
  RunSeconds: 'Seconds',
  RunsSucceeded: 'Count',
  RunsFailed: 'Count',
  RunsStopped: 'Count',
  RawRecords: 'Count',
  DeadLetters: 'Count',
  Attempts: 'Count',
} as const

/**
 * A run as a line of CloudWatch's embedded metric format, which becomes metrics where a log is sent to
 * CloudWatch: by customer, source and stage, and by stage alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfLine(record: RunRecord): string {
  const { customer, source, stage, status, exit_code, conservation } = record
  const failed = status === 'failed' || status === 'partial'
  const values: Record<keyof typeof metricUnits, number> = {
    RunSeconds: record.seconds ?? 0,
    RunsSucceeded: exit_code === exitCodes.done ? 1 : 0,
    RunsFailed: failed ? 1 : 0,
    RunsStopped: status === 'stopped' ? 1 : 0,
    RawRecords: conservation?.raw_records ?? 0,
    DeadLetters: conservation?.dead_letters ?? 0,
    Attempts: record.attempts.length,
  }
  return JSON.stringify({
    _aws: {
      Timestamp: Date.parse(record.ended_at ?? record.started_at),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [['Customer', 'Source', 'Stage'], ['Customer', 'Stage'], ['Stage']],
          Metrics: Object.entries(metricUnits).map(([Name, Unit]) => ({ Name, Unit })),
        },
      ],
    },
    Customer: customer,
    // A dimension may not be empty.
    Source: source ?? '-',
    Stage: stage,
    run: record.run,
    status,
    exit_code,
    ...values,
  })
}
