import type { Stack } from 'aws-cdk-lib'
import type { FargateTaskDefinition, ICluster } from 'aws-cdk-lib/aws-ecs'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Network } from '../network/network.ts'
import { awsvpc, fargateParameters } from './fargate-parameters.ts'

export interface StartAfterProps {
  /** The tasks that are waited for: any of them. */
  readonly after: readonly FargateTaskDefinition[]
  /** What they must have ended with. */
  readonly exitCodes: readonly number[]
  /** The task that is started then. */
  readonly start: FargateTaskDefinition
  readonly cluster: ICluster
  readonly network: Network
  readonly role: IRole
  /** Where a start goes that did not succeed. */
  readonly deadLetters: IQueue
}

/** Starts a task when another has ended in a certain way. */
export function startAfter(stack: Stack, id: string, props: StartAfterProps): CfnRule {
  const { after, exitCodes, start, cluster, network, role, deadLetters } = props
  return new CfnRule(stack, id, {
    description: `Starts ${start.family} after exit code ${exitCodes.join(' or ')}`,
    eventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [cluster.clusterArn],
        taskDefinitionArn: after.map(({ taskDefinitionArn }) => taskDefinitionArn),
        lastStatus: ['STOPPED'],
        containers: { exitCode: [...exitCodes] },
      },
    },
    targets: [
      {
        id: 'start',
        arn: cluster.clusterArn,
        roleArn: role.roleArn,
        ecsParameters: {
          ...fargateParameters(start),
          networkConfiguration: { awsVpcConfiguration: awsvpc(network) },
        },
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 10 },
      },
    ],
  })
}
