import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AwsAnswer, type AwsRequest, awsService } from '../../testing/aws-service.ts'
import { awaitJob } from './await-job.ts'
import { ecsFargate } from './ecs-fargate.ts'
import { emrServerless } from './emr-serverless.ts'
import { glueJob } from './glue-job.ts'
import type { SparkLauncher } from './spark-launcher.ts'
import { sparkSubmit } from './spark-submit.ts'
import { submitParameters } from './submit-parameters.ts'

const job = {
  run: '20261123T020000Z-0a1b2c3d',
  runner: 's3://lake/processed/acme/_spark/run/runner.py',
  plan: 's3://lake/processed/acme/_spark/run/plan.json',
  settings: { 'spark.dynamicAllocation.enabled': 'true', 'spark.a': '1' },
}

const task = 'arn:aws:ecs:eu-central-1:123456789012:task/descant/0123456789abcdef0123456789abcdef'

/** What each service says to a submission, to each question how far the job is, and to its end. */
interface Service {
  readonly launcher: (endpoint: string) => SparkLauncher
  readonly submitted: object
  readonly states: (how: 'succeeds' | 'fails') => readonly object[]
  readonly isSubmit: (request: AwsRequest) => boolean
  readonly isCancel: (request: AwsRequest) => boolean
  readonly expectedSubmit: object
  readonly reason: RegExp
  readonly denied: object
}

const reached = (endpoint: string) => ({ endpoint, region: 'eu-central-1', pollSeconds: 0 })

const ecsTask = (lastStatus: string, container: object = {}, more: object = {}) => ({
  tasks: [{ taskArn: task, lastStatus, containers: [{ name: 'spark', ...container }], ...more }],
  failures: [],
})

const services: Readonly<Record<string, Service>> = {
  ecs: {
    launcher: (endpoint) =>
      ecsFargate({
        ...reached(endpoint),
        cluster: 'descant',
        taskDefinition: 'spark:3',
        subnets: ['subnet-1'],
        securityGroups: ['sg-1'],
        memory: '122880',
        settings: { 'spark.a': '2' },
      }),
    submitted: ecsTask('PROVISIONING'),
    states: (how) => [
      { tasks: [], failures: [{ arn: task, reason: 'MISSING' }] },
      ecsTask('PENDING'),
      ecsTask('RUNNING'),
      how === 'succeeds'
        ? ecsTask(
            'STOPPED',
            { exitCode: 0 },
            { stoppedReason: 'Essential container in task exited' },
          )
        : ecsTask(
            'STOPPED',
            { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
            { stoppedReason: 'Essential container in task exited' },
          ),
    ],
    isSubmit: ({ operation }) => operation === 'RunTask',
    isCancel: ({ operation, body }) => operation === 'StopTask' && body.task === task,
    expectedSubmit: {
      cluster: 'descant',
      taskDefinition: 'spark:3',
      launchType: 'FARGATE',
      clientToken: job.run,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-1'],
          securityGroups: ['sg-1'],
          assignPublicIp: 'DISABLED',
        },
      },
      overrides: {
        memory: '122880',
        containerOverrides: [
          {
            name: 'spark',
            command: [
              ...['spark-submit', '--master', 'local[*]', '--driver-memory', '4g'],
              ...['--conf', 'spark.dynamicAllocation.enabled=false', '--conf', 'spark.a=2'],
              ...[job.runner, '--plan', job.plan],
            ],
          },
        ],
      },
    },
    reason:
      /exit code 137 \(OutOfMemoryError.*Essential container.*spark:3.*spark\/0123456789abcdef/,
    denied: { __type: 'AccessDeniedException', message: 'not authorized to perform: ecs:RunTask' },
  },
  'emr-serverless': {
    launcher: (endpoint) =>
      emrServerless({
        ...reached(endpoint),
        applicationId: '00f1abc',
        executionRole: 'arn:aws:iam::123456789012:role/spark',
        logs: 's3://lake/logs/',
        timeoutMinutes: 90,
      }),
    submitted: {
      applicationId: '00f1abc',
      jobRunId: '00g2',
      arn: 'arn:aws:emr-serverless:eu-central-1:123456789012:/applications/00f1abc/jobruns/00g2',
    },
    states: (how) =>
      ['SUBMITTED', 'SCHEDULED', 'RUNNING', how === 'succeeds' ? 'SUCCESS' : 'FAILED'].map(
        (state) => ({
          jobRun: {
            applicationId: '00f1abc',
            jobRunId: '00g2',
            state,
            stateDetails: state === 'FAILED' ? 'Job failed, please check complete logs' : '',
          },
        }),
      ),
    isSubmit: ({ method, path }) => method === 'POST' && path === '/applications/00f1abc/jobruns',
    isCancel: ({ method, path }) =>
      method === 'DELETE' && path === '/applications/00f1abc/jobruns/00g2',
    expectedSubmit: {
      clientToken: job.run,
      executionRoleArn: 'arn:aws:iam::123456789012:role/spark',
      executionTimeoutMinutes: 90,
      jobDriver: {
        sparkSubmit: {
          entryPoint: job.runner,
          entryPointArguments: ['--plan', job.plan],
          sparkSubmitParameters: '--conf spark.dynamicAllocation.enabled=true --conf spark.a=1',
        },
      },
      configurationOverrides: {
        monitoringConfiguration: { s3MonitoringConfiguration: { logUri: 's3://lake/logs/' } },
      },
    },
    reason: /FAILED: Job failed.*s3:\/\/lake\/logs\/applications\/00f1abc\/jobs\/00g2\//,
    denied: { __type: 'AccessDeniedException', message: 'not authorized to start' },
  },
  glue: {
    launcher: (endpoint) =>
      glueJob({ ...reached(endpoint), job: 'descant-transform', workerType: 'G.2X', workers: 20 }),
    submitted: { JobRunId: 'jr_1' },
    states: (how) =>
      ['STARTING', 'RUNNING', how === 'succeeds' ? 'SUCCEEDED' : 'TIMEOUT'].map((JobRunState) => ({
        JobRun: {
          Id: 'jr_1',
          JobName: 'descant-transform',
          JobRunState,
          LogGroupName: '/aws-glue/jobs',
          ...(JobRunState === 'TIMEOUT' ? { ErrorMessage: 'Job run exceeded its timeout' } : {}),
        },
      })),
    isSubmit: ({ operation }) => operation === 'StartJobRun',
    isCancel: ({ operation, body }) =>
      operation === 'BatchStopJobRun' && JSON.stringify(body.JobRunIds) === '["jr_1"]',
    expectedSubmit: {
      JobName: 'descant-transform',
      WorkerType: 'G.2X',
      NumberOfWorkers: 20,
      Arguments: {
        '--scriptLocation': job.runner,
        '--plan': job.plan,
        '--conf': 'spark.a=1',
      },
    },
    reason: /TIMEOUT: Job run exceeded its timeout.*\/aws-glue\/jobs.*jr_1/,
    denied: {
      __type: 'AccessDeniedException',
      Message: 'is not authorized to perform: glue:StartJobRun',
    },
  },
}

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
})
afterEach(() => vi.unstubAllEnvs())

/** Serves a service that takes a job, and answers each question how far it is with the next state. */
function served(service: Service, states: readonly object[]) {
  const left = [...states]
  return awsService((request): AwsAnswer => {
    if (service.isSubmit(request)) return { body: service.submitted }
    if (service.isCancel(request)) return { body: {} }
    return { body: (left.length > 1 ? left.shift() : left[0]) ?? {} }
  })
}

test.each(Object.entries(services))('%s runs a job to its end', async (_name, service) => {
  const server = await served(service, service.states('succeeds'))
  try {
    const seen: string[] = []
    const handle = await service.launcher(server.endpoint).submit(job)
    await awaitJob(handle, { onState: (words) => seen.push(words.split(' ').at(-1) ?? '') })
    expect(new Set(seen)).toEqual(new Set(['waiting', 'running', 'succeeded']))
    expect(server.requests.find(service.isSubmit)?.body).toMatchObject(service.expectedSubmit)
  } finally {
    await server.close()
  }
})

test.each(Object.entries(services))(
  '%s says why a job failed, and where its log is',
  async (_name, service) => {
    const server = await served(service, service.states('fails'))
    try {
      const failed = awaitJob(await service.launcher(server.endpoint).submit(job))
      await expect(failed).rejects.toMatchObject({
        code: 'TRANSFORM_SPARK_FAILED',
        message: expect.stringMatching(service.reason),
      })
    } finally {
      await server.close()
    }
  },
)

test.each(Object.entries(services))(
  '%s stops a job whose caller is told to stop',
  async (_name, service) => {
    const server = await served(service, service.states('succeeds').slice(0, -1))
    try {
      const stop = new AbortController()
      const handle = await service.launcher(server.endpoint).submit(job)
      const onState = (words: string) => {
        if (words.endsWith('running')) stop.abort()
      }
      await expect(awaitJob(handle, { signal: stop.signal, onState })).rejects.toThrow()
      expect(server.requests.filter(service.isCancel)).toHaveLength(1)
    } finally {
      await server.close()
    }
  },
)

test.each(Object.entries(services))('%s passes a refusal on, in words', async (name, service) => {
  const server = await awsService(() => ({ status: 403, body: service.denied }))
  try {
    await expect(service.launcher(server.endpoint).submit(job)).rejects.toMatchObject({
      code: 'TRANSFORM_SPARK_REFUSED',
      exitCode: 3,
      message: expect.stringMatching(/AccessDenied.*not authorized/),
    })
    expect(name).toBe(service.launcher(server.endpoint).name)
  } finally {
    await server.close()
  }
})

test('a task that ECS has no room for is refused with its reason', async () => {
  const failures = [{ reason: 'RESOURCE:MEMORY', detail: 'no capacity' }]
  const server = await awsService(() => ({ body: { tasks: [], failures } }))
  try {
    const launcher = services.ecs?.launcher(server.endpoint)
    await expect(launcher?.submit(job)).rejects.toThrow(/RESOURCE:MEMORY no capacity/)
  } finally {
    await server.close()
  }
})

test('spark-submit that is not there says what to install', async () => {
  const submitted = sparkSubmit({ command: '/nowhere/spark-submit' }).submit(job)
  await expect(submitted).rejects.toMatchObject({ code: 'TRANSFORM_SPARK_MISSING', exitCode: 2 })
})

test('spark-submit that fails gives the error of its log, without values of the data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'descant-submit-'))
  const command = join(folder, 'spark-submit')
  const words = `echo 'INFO started'; echo "py4j.Error: cannot read 'ann@shop.eu'" >&2; exit 3`
  await writeFile(command, `#!/bin/sh\n${words}\n`, { mode: 0o755 })
  const failed = awaitJob(await sparkSubmit({ command }).submit(job))
  await expect(failed).rejects.toThrow(/exit code 3: py4j.Error: cannot read '…'/)
  await rm(folder, { recursive: true })
})

test('spark-submit is ended with its caller', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'descant-submit-'))
  const command = join(folder, 'spark-submit')
  await writeFile(command, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 })
  const stop = new AbortController()
  const waited = awaitJob(await sparkSubmit({ command }).submit(job), { signal: stop.signal })
  stop.abort()
  await expect(waited).rejects.toThrow()
  await rm(folder, { recursive: true })
})

test('settings that a line cannot hold are refused', () => {
  expect(submitParameters({ a: '1', b: 'x=y' })).toBe('--conf a=1 --conf b=x=y')
  expect(() => submitParameters({ a: '-Dx=1 -Dy=2' })).toThrow(/must have no blanks/)
})
