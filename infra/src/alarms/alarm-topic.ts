import type { Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns'
import { allow } from '../policies/statement.ts'

/** Where alarms go: everybody who is named gets a mail, and a channel can be added by hand. */
export function alarmTopic(
  stack: Stack,
  name: string,
  key: IKey,
  emails: readonly string[],
): Topic {
  const topic = new Topic(stack, 'AlarmTopic', {
    topicName: `${name}-alarms`,
    displayName: `${name} alarms`,
    masterKey: key,
  })
  topic.addToResourcePolicy(
    allow('ServicesTell', {
      principals: [
        new ServicePrincipal('cloudwatch.amazonaws.com'),
        new ServicePrincipal('events.amazonaws.com'),
      ],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  )
  for (const [index, endpoint] of emails.entries()) {
    new CfnSubscription(stack, `AlarmMail${index}`, {
      topicArn: topic.topicArn,
      protocol: 'email',
      endpoint,
    })
  }
  return topic
}
