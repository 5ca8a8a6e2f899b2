import { Duration, type Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { ProjectCustomer, ProjectSource } from '../project/project.ts'
import { deadLettersADay, runsSucceeded } from './run-metrics.ts'

/** CloudWatch looks back a day at most in one period. */
const longestPeriodMinutes = 24 * 60

/**
 * The alarms of a source: late data, and more dead letters than the project lets pass.
 *
 * Data are late when no run succeeded for as long as the project says. No metric at all is the worst
 * case of that, so missing data count as late.
 */
export function sourceAlarms(
  stack: Stack,
  deployment: string,
  { alerts }: ProjectCustomer,
  { customer, name, freshnessMinutes }: ProjectSource,
): Alarm[] {
  const who = `${customer}/${name}`
  const minutes = Math.min(freshnessMinutes, longestPeriodMinutes)
  const late = new Alarm(stack, `Late-${customer}-${name}`, {
    alarmName: `${deployment}-late-${customer}-${name}`,
    alarmDescription: `No run of ${who} succeeded for ${minutes} minutes: its data are older than promised.`,
    metric: runsSucceeded(customer, name, Duration.minutes(minutes)),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  })
  const limit = alerts?.deadLetters ?? 1000
  const letters = new Alarm(stack, `DeadLetters-${customer}-${name}`, {
    alarmName: `${deployment}-dead-letters-${customer}-${name}`,
    alarmDescription: `More than ${limit} records of ${who} could not go on in a day: descant dlq list --customer ${customer}.`,
    metric: deadLettersADay(customer, name),
    threshold: limit,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  return [late, letters]
}
