import { Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Cluster } from 'aws-cdk-lib/aws-ecs'
import { Key } from 'aws-cdk-lib/aws-kms'
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { alarmTopic } from './alarms/alarm-topic.ts'
import { failedTasks } from './alarms/failed-tasks.ts'
import { queueAlarm } from './alarms/queue-alarm.ts'
import { sourceAlarms } from './alarms/source-alarms.ts'
import type { Deployment } from './deployment.ts'
import { network } from './network/network.ts'
import type { Project } from './project/project.ts'
import { database } from './services/database.ts'
import { search } from './services/search.ts'
import { sparkApplication } from './services/spark.ts'
import type { StorageStack } from './storage/storage-stack.ts'
import { customerPipeline } from './tasks/customer-pipeline.ts'

export interface PipelineStackProps extends StackProps {
  readonly deployment: Deployment
  readonly project: Project
  /** The tag of the image that tasks run. */
  readonly version: string
  readonly storage: StorageStack
}

/** What runs: the network, the tasks of every customer, what starts them, and who is told. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { deployment, project, version, storage, ...stackProps } = props
    super(scope, id, stackProps)
    const { name } = deployment
    // By its name alone, so that nothing of this stack changes the policy of the key.
    const key = Key.fromKeyArn(this, 'DataKey', storage.key.keyArn)

    const place = network(this, deployment.network)
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: name,
      vpc: place.vpc,
    })
    const deadLetters = new Queue(this, 'NotStarted', {
      queueName: `${name}-not-started`,
      encryption: QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    })
    const shared = {
      deployment,
      version,
      storage,
      key,
      network: place,
      cluster,
      deadLetters,
      group: new CfnScheduleGroup(this, 'Schedules', { name }),
      servers: [
        ...(deployment.database ? [database(this, name, place, key, deployment.database)] : []),
        ...(deployment.search ? [search(this, name, place, key, deployment.search)] : []),
      ],
      spark: deployment.spark && sparkApplication(this, name, place, deployment.spark),
    }
    for (const customer of project.customers) customerPipeline(this, customer, shared)

    const topic = alarmTopic(this, name, key, deployment.alarmEmails)
    const alarms = [
      failedTasks(this, name, cluster, topic),
      queueAlarm(this, name, deadLetters),
      ...(deployment.metrics === false ? [] : project.customers).flatMap((customer) =>
        customer.sources
          .filter(({ schedule }) => schedule)
          .flatMap((source) => sourceAlarms(this, name, customer, source)),
      ),
    ]
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic))
  }
}
