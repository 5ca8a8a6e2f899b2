import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'

/** What `descant run --metrics emf` writes into its log of extractions, and CloudWatch takes there. */
const extractions = (
  metricName: 'RunsSucceeded' | 'DeadLetters',
  Customer: string,
  Source: string,
  period: Duration,
): Metric =>
  new Metric({
    namespace: 'Descant',
    metricName,
    dimensionsMap: { Customer, Source },
    statistic: Stats.SUM,
    period,
  })

/** The extractions of a source that did all there was to do, in a span of time. */
export const runsSucceeded = (customer: string, source: string, period: Duration): Metric =>
  extractions('RunsSucceeded', customer, source, period)

/** How many dead letters a source left in a day. */
export const deadLettersADay = (customer: string, source: string): Metric =>
  extractions('DeadLetters', customer, source, Duration.days(1))
