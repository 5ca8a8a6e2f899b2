import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs'
import type { Network } from '../network/network.ts'

/** How a task is started, in the words that EventBridge and its Scheduler share. */
export const fargateParameters = (task: FargateTaskDefinition) => ({
  taskDefinitionArn: task.taskDefinitionArn,
  taskCount: 1,
  launchType: 'FARGATE',
  platformVersion: '1.4.0',
})

/** Where it is started; the two name the member that holds this differently. */
export const awsvpc = ({ subnetIds, tasks, assignPublicIp }: Network) => ({
  subnets: [...subnetIds],
  securityGroups: [tasks.securityGroupId],
  assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED',
})
