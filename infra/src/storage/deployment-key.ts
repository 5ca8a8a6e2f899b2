import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, PolicyDocument, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { allow } from '../policies/statement.ts'

/** The key that buckets, logs, queues and topics of a deployment are encrypted with. Turned yearly. */
export function deploymentKey(stack: Stack, name: string): Key {
  const logGroups = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:/${name}/*`
  const ofAccount = { StringEquals: { 'aws:SourceAccount': stack.account } }
  return new Key(stack, 'Key', {
    alias: name,
    description: `Data, logs and messages of ${name}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({
      statements: [
        allow('KeyOfAccount', {
          principals: [new AccountRootPrincipal()],
          actions: ['kms:*'],
          resources: ['*'],
        }),
        allow('LogsUseKey', {
          principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
          actions: [
            ...['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
            'kms:DescribeKey',
          ],
          resources: ['*'],
          conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
        }),
        allow('AlarmsUseKey', {
          principals: [
            new ServicePrincipal('cloudwatch.amazonaws.com'),
            new ServicePrincipal('events.amazonaws.com'),
          ],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: ofAccount,
        }),
      ],
    }),
  })
}
