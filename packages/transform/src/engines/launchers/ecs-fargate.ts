import { type AwsServiceOptions, asked, pause } from './aws-client.ts'
import { loadEcsSdk } from './ecs-sdk.ts'
import type { SparkJobState, SparkLauncher } from './spark-launcher.ts'

export interface EcsFargateOptions extends AwsServiceOptions {
  /** Name or ARN of the cluster. */
  readonly cluster: string
  /** Family, family:revision or ARN of a task definition whose image has Spark 3.5 with hadoop-aws. */
  readonly taskDefinition: string
  /** The container of it that has Spark. @default 'spark' */
  readonly container?: string
  readonly subnets: readonly string[]
  readonly securityGroups?: readonly string[]
  /** @default false */
  readonly assignPublicIp?: boolean
  /** CPU units of the task, as '16384' for 16. @default as the task definition says */
  readonly cpu?: string
  /** Memory of the task in MiB, as '122880'. @default as the task definition says */
  readonly memory?: string
  /** Memory of Spark's driver, which does all the work in a task. @default '4g' */
  readonly driverMemory?: string
  readonly settings?: Readonly<Record<string, string>>
}

/** How often a task that was just started may be unknown still. */
const mostMissing = 6

/**
 * Spark in one task of ECS on Fargate: all cores of one machine, in the network of the other stages.
 *
 * Needs `ecs:RunTask`, `ecs:DescribeTasks`, `ecs:StopTask` and `iam:PassRole` for the task's roles.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @example
 * const launcher = ecsFargate({ cluster: 'descant', taskDefinition: 'spark', subnets: ['subnet-1'] })
 */
export function ecsFargate(options: EcsFargateOptions): SparkLauncher {
  const { cluster, taskDefinition, container = 'spark', driverMemory = '4g' } = options
  return {
    name: 'ecs',
    isLocal: false,
    s3Scheme: 's3a',
    async submit({ run, runner, plan, settings }) {
      const { ecs, client } = await loadEcsSdk(options)
      const all = { ...settings, 'spark.dynamicAllocation.enabled': 'false', ...options.settings }
      const command = [
        'spark-submit',
        '--master',
        'local[*]',
        '--driver-memory',
        driverMemory,
        ...Object.entries(all).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
        runner,
        '--plan',
        plan,
      ]
      const started = await asked(
        'ECS',
        'run the task',
        client
          .send(
            new ecs.RunTaskCommand({
              cluster,
              taskDefinition,
              launchType: 'FARGATE',
              count: 1,
              clientToken: run,
              startedBy: 'descant transform',
              networkConfiguration: {
                awsvpcConfiguration: {
                  subnets: [...options.subnets],
                  securityGroups: [...(options.securityGroups ?? [])],
                  assignPublicIp: options.assignPublicIp ? 'ENABLED' : 'DISABLED',
                },
              },
              overrides: {
                containerOverrides: [{ name: container, command }],
                ...(options.cpu === undefined ? {} : { cpu: options.cpu }),
                ...(options.memory === undefined ? {} : { memory: options.memory }),
              },
            }),
          )
          .then(({ tasks = [], failures = [] }) => {
            const arn = tasks[0]?.taskArn
            if (arn !== undefined) return arn
            const { reason = 'no reason given', detail = '' } = failures[0] ?? {}
            throw Object.assign(new Error(`${reason} ${detail}`.trim()), { name: 'TaskNotPlaced' })
          }),
      )
      let missing = 0
      return {
        id: started,
        async poll(signal): Promise<SparkJobState> {
          await pause(options, signal)
          const { tasks = [] } = await asked(
            'ECS',
            'say how far the task is',
            client.send(new ecs.DescribeTasksCommand({ cluster, tasks: [started] })),
          )
          const task = tasks[0]
          if (task === undefined) {
            missing += 1
            if (missing < mostMissing) return { kind: 'waiting' }
            return { kind: 'failed', reason: 'ECS does not know the task any more.' }
          }
          if (task.lastStatus !== 'STOPPED') {
            return { kind: task.lastStatus === 'RUNNING' ? 'running' : 'waiting' }
          }
          const ours = task.containers?.find(({ name }) => name === container)
          if (ours?.exitCode === 0) return { kind: 'succeeded' }
          const how =
            ours?.exitCode === undefined ? 'never ran' : `ended with exit code ${ours.exitCode}`
          const why = [ours?.reason, task.stoppedReason].filter(Boolean).join('; ')
          const id = started.split('/').at(-1)
          return {
            kind: 'failed',
            reason: `the container ${container} ${how} (${why || 'no reason given'}). Its log is where the task definition ${taskDefinition} sends it, in the stream that ends with ${container}/${id}.`,
          }
        },
        async cancel() {
          const command = { cluster, task: started, reason: 'descant transform was stopped' }
          await asked('ECS', 'stop the task', client.send(new ecs.StopTaskCommand(command)))
        },
      }
    },
  }
}
