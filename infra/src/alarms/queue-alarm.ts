import { Duration, type Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'

/** Tells of starts that did not succeed in a quarter of an hour, and lie in the queue. */
export const queueAlarm = (stack: Stack, name: string, queue: IQueue): Alarm =>
  new Alarm(stack, 'NotStartedAlarm', {
    alarmName: `${name}-not-started`,
    alarmDescription: 'A task could not be started: its message in the queue says why.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
