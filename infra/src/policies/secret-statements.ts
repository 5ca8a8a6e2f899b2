import { Fn, type Stack } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Reference } from '../project/project.ts'
import { allow } from './statement.ts'

/**
 * What a task needs to resolve the references of the project to AWS's stores: these secrets and
 * parameters, and no others. A secret that is named without its ARN gets six characters of AWS's
 * own at the end of it, each of which `?` stands for.
 */
export function secretStatements(
  stack: Stack,
  references: readonly Reference[],
): PolicyStatement[] {
  const namesOf = (store: Reference['store']) => [
    ...new Set(references.filter((one) => one.store === store).map(({ name }) => name)),
  ]
  const secrets = namesOf('secretsmanager').map((name) =>
    name.startsWith('arn:')
      ? name
      : Fn.sub(
          `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}-??????`,
        ),
  )
  const parameters = namesOf('ssm').map((name) =>
    stack.formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: name.replace(/^\//, ''),
    }),
  )
  return [
    ...(secrets.length > 0
      ? [
          allow('ReadSecretsOfProject', {
            actions: ['secretsmanager:GetSecretValue'],
            resources: secrets,
          }),
        ]
      : []),
    ...(parameters.length > 0
      ? [allow('ReadParametersOfProject', { actions: ['ssm:GetParameter'], resources: parameters })]
      : []),
  ]
}
