import { Duration, type Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { ICluster } from 'aws-cdk-lib/aws-ecs'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import type { ITopic } from 'aws-cdk-lib/aws-sns'

/** Exit codes that need nobody: all done, and time spent (the task is started again). */
const needsNobody = [0, 75]

/**
 * Tells of every task that failed, with its exit code and where its log is, and counts them for an
 * alarm. A task that never started has no exit code: its reason says what AWS lacked.
 */
export function failedTasks(stack: Stack, name: string, cluster: ICluster, topic: ITopic): Alarm {
  const ruleName = `${name}-failed-tasks`
  new CfnRule(stack, 'FailedTasks', {
    name: ruleName,
    description: 'Tasks that ended with a code that needs somebody, or did not start',
    eventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [cluster.clusterArn],
        lastStatus: ['STOPPED'],
        $or: [
          { containers: { exitCode: [{ 'anything-but': needsNobody }] } },
          { stopCode: ['TaskFailedToStart'] },
        ],
      },
    },
    targets: [
      {
        id: 'topic',
        arn: topic.topicArn,
        inputTransformer: {
          inputPathsMap: {
            family: '$.detail.group',
            code: '$.detail.containers[0].exitCode',
            reason: '$.detail.stoppedReason',
            task: '$.detail.taskArn',
          },
          inputTemplate:
            '"<family> ended with exit code <code> (<reason>). What to do for each code: docs/guides/operate.md. The task: <task>"',
        },
      },
    ],
  })
  return new Alarm(stack, 'FailedTasksAlarm', {
    alarmName: ruleName,
    alarmDescription: 'A task ended with a code that needs somebody, or did not start.',
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'MatchedEvents',
      dimensionsMap: { RuleName: ruleName },
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
}
