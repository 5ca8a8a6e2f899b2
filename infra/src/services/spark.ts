import type { Stack } from 'aws-cdk-lib'
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless'
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { SparkSettings } from '../deployment.ts'
import type { Network } from '../network/network.ts'
import { allow } from '../policies/statement.ts'

/** An EMR Serverless application that tasks start jobs on. */
export type Spark = CfnApplication

/** Spark for historic runs: paid for while jobs run, gone fifteen minutes after. */
export function sparkApplication(
  stack: Stack,
  name: string,
  network: Network,
  { maxCores, maxMemoryGib }: SparkSettings,
): Spark {
  return new CfnApplication(stack, 'Spark', {
    name,
    type: 'Spark',
    // Spark 3.5, with Iceberg's reader.
    releaseLabel: 'emr-7.9.0',
    maximumCapacity: { cpu: `${maxCores} vCPU`, memory: `${maxMemoryGib} GB` },
    autoStartConfiguration: { enabled: true },
    autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 15 },
    networkConfiguration: {
      subnetIds: [...network.subnetIds],
      securityGroupIds: [network.tasks.securityGroupId],
    },
  })
}

/** What a job of a customer may do: what a transform may, and nothing of another customer. */
export function sparkJobRole(
  stack: Stack,
  id: string,
  statements: readonly PolicyStatement[],
): Role {
  const role = new Role(stack, id, {
    assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  })
  for (const statement of statements) role.addToPolicy(statement)
  return role
}

/** What a task needs to start jobs on the application and to follow them. */
export const startJobs = (application: Spark, job: Role): PolicyStatement[] => [
  allow('StartJobs', {
    actions: ['emr-serverless:StartJobRun'],
    resources: [application.attrArn],
  }),
  allow('FollowJobs', {
    actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'],
    resources: [`${application.attrArn}/jobruns/*`],
  }),
  allow('PassJobRole', {
    actions: ['iam:PassRole'],
    resources: [job.roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
  }),
]
