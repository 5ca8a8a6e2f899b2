import type { Stack } from 'aws-cdk-lib'
import type { FargateTaskDefinition, ICluster } from 'aws-cdk-lib/aws-ecs'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { allow } from '../policies/statement.ts'

export interface TaskStarterProps {
  readonly cluster: ICluster
  readonly tasks: readonly FargateTaskDefinition[]
  /** Where a start goes that did not succeed. */
  readonly deadLetters: IQueue
}

/** A role by which a service starts these tasks, on this cluster, and nothing else. */
export function taskStarter(
  stack: Stack,
  id: string,
  service: 'scheduler.amazonaws.com' | 'events.amazonaws.com',
  { cluster, tasks, deadLetters }: TaskStarterProps,
): Role {
  const role = new Role(stack, id, {
    assumedBy: new ServicePrincipal(service, {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  })
  const rolesOf = (task: FargateTaskDefinition) => [
    task.taskRole.roleArn,
    task.obtainExecutionRole().roleArn,
  ]
  const roles = new Set(tasks.flatMap(rolesOf))
  role.addToPolicy(
    allow('RunTasksOfCustomer', {
      actions: ['ecs:RunTask'],
      resources: tasks.map(({ taskDefinitionArn }) => taskDefinitionArn),
      conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    }),
  )
  role.addToPolicy(
    allow('PassRolesOfCustomer', {
      actions: ['iam:PassRole'],
      resources: [...roles],
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  )
  role.addToPolicy(
    allow('KeepWhatDidNotStart', {
      actions: ['sqs:SendMessage'],
      resources: [deadLetters.queueArn],
    }),
  )
  return role
}
