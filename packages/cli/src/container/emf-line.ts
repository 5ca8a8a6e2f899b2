import { exitCodes } from '@descant/sdk'
import type { RunRecord } from '../runs/run-record.ts'

/** The namespace of our metrics in CloudWatch. */
const namespace = 'Descant'

/** What alarms and a first dashboard look at. */
const usualMetrics = {
  RunSeconds: 'Seconds',
  RunsSucceeded: 'Count',
  RunsFailed: 'Count',
  DeadLetters: 'Count',
} as const

const allMetrics = {
  ...usualMetrics,
  RunsStopped: 'Count',
  RawRecords: 'Count',
  Attempts: 'Count',
} as const

/** Which metrics runs write: none, those that alarms need, or all by everything. */
export const metricsChoices = ['none', 'emf', 'emf-all'] as const

export type MetricsChoice = (typeof metricsChoices)[number]

/** Each set of dimensions makes metrics of its own, and each is paid for. */
const dimensionsOf = ({ source }: RunRecord, choice: MetricsChoice): string[][] => {
  const own = ['Customer', source === null ? 'Stage' : 'Source']
  if (choice !== 'emf-all') return [own]
  return [...(source === null ? [] : [own]), ['Customer', 'Stage'], ['Stage']]
}

/**
 * A run as a line of CloudWatch's embedded metric format, which becomes metrics where a log is sent to
 * CloudWatch: of an extraction by customer and source, of tables by customer and stage; with `emf-all`
 * also by customer and stage and by stage alone. What is no metric stands in the line all the same.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfLine(record: RunRecord, choice: MetricsChoice = 'emf'): string {
  const { customer, source, stage, status, exit_code, conservation } = record
  const failed = status === 'failed' || status === 'partial'
  const values: Record<keyof typeof allMetrics, number> = {
    RunSeconds: record.seconds ?? 0,
    RunsSucceeded: exit_code === exitCodes.done ? 1 : 0,
    RunsFailed: failed ? 1 : 0,
    RunsStopped: status === 'stopped' ? 1 : 0,
    RawRecords: conservation?.raw_records ?? 0,
    DeadLetters: conservation?.dead_letters ?? 0,
    Attempts: record.attempts.length,
  }
  const metrics = choice === 'emf-all' ? allMetrics : usualMetrics
  return JSON.stringify({
    _aws: {
      Timestamp: Date.parse(record.ended_at ?? record.started_at),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: dimensionsOf(record, choice),
          Metrics: Object.entries(metrics).map(([Name, Unit]) => ({ Name, Unit })),
        },
      ],
    },
    Customer: customer,
    ...(source === null ? {} : { Source: source }),
    Stage: stage,
    run: record.run,
    status,
    exit_code,
    ...values,
  })
}
