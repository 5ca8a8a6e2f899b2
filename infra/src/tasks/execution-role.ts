import type { Stack } from 'aws-cdk-lib'
import type { IRepository } from 'aws-cdk-lib/aws-ecr'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager'
import { allow } from '../policies/statement.ts'

export interface ExecutionRoleProps {
  readonly images: IRepository
  readonly logGroup: ILogGroup
  readonly key: IKey
  /** What is put into the environment of a customer's tasks. */
  readonly secrets: readonly ISecret[]
}

/** The trust of a role that only ECS takes, and only for tasks of this account. */
export const ecsTasks = (stack: Stack) =>
  new ServicePrincipal('ecs-tasks.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  })

/** What ECS does for a customer's tasks before they run: fetch the image, open the log, read secrets. */
export function executionRole(stack: Stack, id: string, props: ExecutionRoleProps): Role {
  const role = new Role(stack, id, { assumedBy: ecsTasks(stack) })
  const statements = [
    allow('PullImages', { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    allow('PullImageOfPipeline', {
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchGetImage',
      ],
      resources: [props.images.repositoryArn],
    }),
    allow('WriteLogs', {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [props.logGroup.logGroupArn],
    }),
    allow('ReadSecretsOfCustomer', {
      actions: ['secretsmanager:GetSecretValue'],
      resources: props.secrets.map(({ secretArn }) => secretArn),
    }),
    allow('UseKeyOfSecrets', {
      actions: ['kms:Decrypt'],
      resources: [props.key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com` },
      },
    }),
  ]
  for (const statement of statements) role.addToPolicy(statement)
  return role
}
