import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'

/** What `descant run` writes as metrics into its log, and CloudWatch takes from there. */
const namespace = 'Descant'

/** The successful runs of a source in a span of time. */
export const runsSucceeded = (customer: string, source: string, period: Duration): Metric =>
  new Metric({
    namespace,
    metricName: 'RunsSucceeded',
    dimensionsMap: { customer, source },
    statistic: Stats.SUM,
    period,
  })

/** How many dead letters a source left in a day. */
export const deadLettersADay = (customer: string, source: string): Metric =>
  new Metric({
    namespace,
    metricName: 'DeadLetters',
    dimensionsMap: { customer, source },
    statistic: Stats.SUM,
    period: Duration.days(1),
  })
