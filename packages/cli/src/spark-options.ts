import { ConfigError, type Issue, type OptionSpecs } from '@descant/sdk'
import {
  ecsFargate,
  emrServerless,
  glueJob,
  type SparkLauncher,
  sparkSubmit,
} from '@descant/transform'
import { environmentName } from './environment.ts'
import { given as told } from './project/given.ts'
import { choiceOf, countOf, type Given } from './zone-options.ts'

/** The options by which a command is told what starts Spark, and how. */
export const sparkOptions = {
  'spark-launcher': {
    type: 'string',
    value: 'spark-submit|ecs|emr-serverless|glue',
    description: 'What starts Spark, with --engine spark. Default: spark-submit.',
  },
  'spark-setting': {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    description: 'A setting of Spark, as spark.executor.memory=8g; it wins over the plan’s.',
  },
  'spark-driver-memory': {
    type: 'string',
    value: 'SIZE',
    description: 'Memory of Spark’s driver, for spark-submit and ecs. Default: 4g.',
  },
  'spark-submit': {
    type: 'string',
    value: 'FILE',
    description: 'The program of Spark. Default: spark-submit, on the PATH.',
  },
  'spark-master': { type: 'string', value: 'URL', description: 'Default: local[*].' },
  'ecs-cluster': { type: 'string', value: 'NAME', description: 'The cluster of the task.' },
  'ecs-task-definition': {
    type: 'string',
    value: 'NAME',
    description: 'A task definition whose image has Spark 3.5.',
  },
  'ecs-container': {
    type: 'string',
    value: 'NAME',
    description: 'The container of it with Spark. Default: spark.',
  },
  'ecs-subnets': { type: 'string', value: 'ID,ID', description: 'Where the task runs.' },
  'ecs-security-groups': { type: 'string', value: 'ID,ID', description: 'What it may reach.' },
  'ecs-assign-public-ip': { type: 'boolean', description: 'Give it a public address.' },
  'ecs-cpu': { type: 'string', value: 'UNITS', description: 'Its CPU, as 16384.' },
  'ecs-memory': { type: 'string', value: 'MIB', description: 'Its memory, as 122880.' },
  'emr-application': { type: 'string', value: 'ID', description: 'The application, of EMR 7.' },
  'emr-execution-role': { type: 'string', value: 'ARN', description: 'The role of the job.' },
  'emr-logs': { type: 'string', value: 'URL', description: 'Where its logs are kept, in S3.' },
  'glue-job': { type: 'string', value: 'NAME', description: 'The job, of Glue 5.' },
  'glue-worker-type': { type: 'string', value: 'TYPE', description: 'As G.2X.' },
  'glue-workers': { type: 'string', value: 'N', description: 'The most workers.' },
  'spark-timeout-minutes': {
    type: 'string',
    value: 'N',
    description: 'When the service ends the job, for emr-serverless and glue.',
  },
  'spark-region': {
    type: 'string',
    value: 'NAME',
    description: 'The region of the service. Default: AWS_REGION or the profile’s.',
  },
  'spark-endpoint': { type: 'string', value: 'URL', description: 'Another origin than Amazon’s.' },
  'spark-poll-seconds': {
    type: 'string',
    value: 'N',
    description: 'How often the service is asked how far it is. Default: 10.',
  },
} as const satisfies OptionSpecs

/**
 * The launcher that the options speak of.
 *
 * @throws {ConfigError} that names everything the launcher misses.
 */
export function sparkLauncherOf(given: Given): SparkLauncher {
  const text = (name: keyof typeof sparkOptions) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const issues: Issue[] = []
  const required = (name: keyof typeof sparkOptions) => {
    const value = text(name)
    if (value === undefined) {
      const message = `is missing; give it or set ${environmentName(name)}`
      issues.push({ path: `--${name}`, message })
    }
    return value ?? ''
  }
  const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean)
  const names = ['spark-submit', 'ecs', 'emr-serverless', 'glue'] as const
  const kind = choiceOf(given, 'spark-launcher', names)
  const service = told({
    region: text('spark-region'),
    endpoint: text('spark-endpoint'),
    pollSeconds: countOf(given, 'spark-poll-seconds'),
    settings: settingsOf(given['spark-setting']),
  })
  const driverMemory = text('spark-driver-memory')
  const timeoutMinutes = countOf(given, 'spark-timeout-minutes')
  const launchers: Record<(typeof names)[number], () => SparkLauncher> = {
    'spark-submit': () =>
      sparkSubmit({
        ...told({ command: text('spark-submit'), master: text('spark-master'), driverMemory }),
        settings: settingsOf(given['spark-setting']),
      }),
    ecs: () =>
      ecsFargate({
        ...service,
        cluster: required('ecs-cluster'),
        taskDefinition: required('ecs-task-definition'),
        subnets: list(required('ecs-subnets')),
        securityGroups: list(text('ecs-security-groups')),
        assignPublicIp: given['ecs-assign-public-ip'] === true,
        ...told({
          container: text('ecs-container'),
          cpu: text('ecs-cpu'),
          memory: text('ecs-memory'),
          driverMemory,
        }),
      }),
    'emr-serverless': () =>
      emrServerless({
        ...service,
        applicationId: required('emr-application'),
        executionRole: required('emr-execution-role'),
        ...told({ logs: text('emr-logs'), timeoutMinutes }),
      }),
    glue: () =>
      glueJob({
        ...service,
        job: required('glue-job'),
        ...told({
          workerType: given['glue-worker-type'] === undefined ? undefined : workerTypeOf(given),
          workers: countOf(given, 'glue-workers'),
          timeoutMinutes,
        }),
      }),
  }
  const launcher = launchers[kind]()
  if (issues.length > 0) throw new ConfigError(issues)
  return launcher
}

const workerTypeOf = (given: Given) =>
  choiceOf(given, 'glue-worker-type', ['G.1X', 'G.2X', 'G.4X', 'G.8X', 'G.12X', 'G.16X'])

/** The settings that `--spark-setting NAME=VALUE` gives. @throws {ConfigError} for any other form. */
function settingsOf(given: Given[string]): Record<string, string> {
  const texts = Array.isArray(given) ? given : []
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^(spark[.][^=\s]+)=(.*)$/s.exec(text) ?? []
      if (name !== undefined && value !== undefined) return [name, value]
      const message = `must be NAME=VALUE with a name that begins with spark., and not ${text}`
      throw new ConfigError([{ path: '--spark-setting', message }])
    }),
  )
}
