import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { FargateTaskDefinition, ICluster } from 'aws-cdk-lib/aws-ecs'
import { type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Deployment, TaskSize } from '../deployment.ts'
import type { Network } from '../network/network.ts'
import {
  erasureStatements,
  extractStatements,
  transformStatements,
} from '../policies/customer-policies.ts'
import { secretStatements } from '../policies/secret-statements.ts'
import { type ProjectCustomer, referencesOf } from '../project/project.ts'
import { startAfter } from '../schedules/start-after.ts'
import { taskSchedule } from '../schedules/task-schedule.ts'
import { taskStarter } from '../schedules/task-starter.ts'
import type { ServerAccess } from '../services/server-access.ts'
import { type Spark, sparkJobRole, startJobs } from '../services/spark.ts'
import { glueDatabaseName } from '../storage/glue-database-name.ts'
import type { StorageStack } from '../storage/storage-stack.ts'
import { erasureRole, erasureRoleName } from './erasure-role.ts'
import { ecsTasks, executionRole } from './execution-role.ts'
import { jobsOf, type TaskJob } from './jobs.ts'
import { pipelineTask } from './pipeline-task.ts'
import { taskEnvironment } from './task-environment.ts'
import { taskSizes } from './task-sizes.ts'

/** What all customers of a deployment share. */
export interface Shared {
  readonly deployment: Deployment
  readonly version: string
  readonly storage: StorageStack
  readonly key: IKey
  readonly network: Network
  readonly cluster: ICluster
  readonly group: CfnScheduleGroup
  readonly deadLetters: IQueue
  readonly servers: readonly ServerAccess[]
  readonly spark: Spark | undefined
}

/** Some sources or windows failed, the others are done: there is something to make tables of. */
const somethingCame = [0, 4]
/** The time was spent; a STATE to go on from was kept. */
const timeSpent = [75]

const taskRole = (stack: Stack, id: string, statements: readonly PolicyStatement[]): Role => {
  const role = new Role(stack, id, { assumedBy: ecsTasks(stack) })
  for (const statement of statements) role.addToPolicy(statement)
  return role
}

/**
 * Everything that one customer has for itself: log, secret, roles that reach its own prefixes alone,
 * a task for each source and one for the tables, and what starts them.
 */
export function customerPipeline(stack: Stack, customer: ProjectCustomer, shared: Shared): void {
  const { deployment, storage, key, network, cluster, deadLetters, spark } = shared
  const { name } = customer
  const { zones, images } = storage
  const glueDatabase = glueDatabaseName(deployment.name, name)
  const place = { stack, customer: name, zones, key, glueDatabase }
  const references = referencesOf(customer)

  const logGroup = new LogGroup(stack, `Log-${name}`, {
    logGroupName: `/${deployment.name}/${name}`,
    encryptionKey: key,
    retention: deployment.logDays ?? 90,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const secret = new Secret(stack, `Secret-${name}`, {
    secretName: `${deployment.name}/${name}`,
    description: `What the project takes from the environment for ${name}: a JSON object`,
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const rolesOf = (kind: TaskJob['kind']): Role => {
    const data = kind === 'extract' ? extractStatements(place) : transformStatements(place)
    const jobs =
      kind === 'tables' && spark
        ? startJobs(spark, sparkJobRole(stack, `Spark-${name}`, transformStatements(place)))
        : []
    const statements = [...data, ...secretStatements(stack, references), ...jobs]
    return taskRole(stack, `${kind === 'extract' ? 'Extract' : 'Tables'}-${name}`, statements)
  }
  const jobs = jobsOf(customer)
  const kinds = new Set(jobs.map(({ kind }) => kind))
  const roles = new Map([...kinds].map((kind) => [kind, rolesOf(kind)]))
  const execution = executionRole(stack, `Execution-${name}`, {
    images,
    logGroup,
    key,
    secrets: [secret, ...shared.servers.map(({ credentials }) => credentials)],
  })
  erasureRole(stack, erasureRoleName(deployment.name, name), erasureStatements(place))

  const sizes = taskSizes(deployment)
  const sizeOf = ({ name: job, kind }: TaskJob): TaskSize =>
    kind === 'tables' ? sizes.tables : (deployment.sources?.[`${name}/${job}`] ?? sizes.extract)
  const { environment, secrets } = taskEnvironment(storage, references, secret, shared.servers)
  const tasks = new Map<TaskJob, FargateTaskDefinition>()
  for (const job of jobs) {
    const task = pipelineTask(stack, `Task-${name}-${job.name}`, {
      family: `${deployment.name}-${name}-${job.name}`,
      command: job.command,
      size: sizeOf(job),
      image: { repository: images, version: shared.version },
      architecture: deployment.architecture ?? 'arm64',
      taskRole: roles.get(job.kind) as Role,
      executionRole: execution,
      logGroup,
      environment: {
        ...environment,
        ...(deployment.metrics === false
          ? {}
          : { DESCANT_METRICS: deployment.metrics === 'all' ? 'emf-all' : 'emf' }),
      },
      secrets,
    })
    tasks.set(job, task)
  }

  const started = { cluster, tasks: [...tasks.values()], deadLetters }
  const scheduler = taskStarter(stack, `Scheduler-${name}`, 'scheduler.amazonaws.com', started)
  const events = taskStarter(stack, `Events-${name}`, 'events.amazonaws.com', started)
  for (const [job, task] of tasks) {
    const id = `${name}-${job.name}`
    const common = { cluster, network, deadLetters }
    const again = { ...common, role: events, after: [task], exitCodes: timeSpent, start: task }
    startAfter(stack, `GoOn-${id}`, again)
    const { schedule } = job
    if (schedule) {
      taskSchedule(stack, `Schedule-${id}`, {
        ...common,
        name: id,
        group: shared.group,
        schedule,
        flexibleMinutes: deployment.flexibleMinutes ?? 5,
        task,
        role: scheduler,
      })
    } else if (job.kind === 'tables') {
      const sources = [...tasks].filter(([{ kind }]) => kind === 'extract').map(([, one]) => one)
      const after = { ...common, role: events, after: sources, exitCodes: somethingCame }
      startAfter(stack, `After-${id}`, { ...after, start: task })
    }
  }
}
