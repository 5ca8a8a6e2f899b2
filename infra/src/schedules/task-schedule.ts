import type { Stack } from 'aws-cdk-lib'
import type { FargateTaskDefinition, ICluster } from 'aws-cdk-lib/aws-ecs'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule, type CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Network } from '../network/network.ts'
import type { ProjectSchedule } from '../project/project.ts'
import { awsCron } from './aws-cron.ts'
import { awsvpc, fargateParameters } from './fargate-parameters.ts'

export interface TaskScheduleProps {
  readonly name: string
  readonly group: CfnScheduleGroup
  readonly schedule: ProjectSchedule
  /** Where the schedule names no jitter, a run begins within so many minutes. */
  readonly flexibleMinutes: number
  readonly cluster: ICluster
  readonly network: Network
  readonly task: FargateTaskDefinition
  readonly role: IRole
  readonly deadLetters: IQueue
}

/**
 * Starts a task when the project says. A start that fails is tried again for a quarter of an hour,
 * then kept in the dead letters; runs that were missed are caught up by the next one, since it goes
 * on from the STATE. One run of a source at a time is kept by its lease, not here.
 */
export function taskSchedule(stack: Stack, id: string, props: TaskScheduleProps): CfnSchedule {
  const { schedule, task, network } = props
  const minutes = Math.ceil(schedule.jitterSeconds / 60) || props.flexibleMinutes
  return new CfnSchedule(stack, id, {
    name: props.name,
    groupName: props.group.ref,
    scheduleExpression: awsCron(schedule.cron),
    scheduleExpressionTimezone: schedule.timeZone,
    flexibleTimeWindow:
      minutes > 0 ? { mode: 'FLEXIBLE', maximumWindowInMinutes: minutes } : { mode: 'OFF' },
    state: 'ENABLED',
    target: {
      arn: props.cluster.clusterArn,
      roleArn: props.role.roleArn,
      ecsParameters: {
        ...fargateParameters(task),
        networkConfiguration: { awsvpcConfiguration: awsvpc(network) },
      },
      deadLetterConfig: { arn: props.deadLetters.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 10 },
    },
  })
}
