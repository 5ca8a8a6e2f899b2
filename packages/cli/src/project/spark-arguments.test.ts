import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { transform } from '../commands/transform.ts'
import { transformArguments } from '../run/stage-arguments.ts'
import { sparkLauncherOf, sparkOptions } from '../spark-options.ts'
import type { Given } from '../zone-options.ts'
import { parseProject } from './parse-project.ts'
import { sparkSchema } from './schema/spark-schema.ts'

const project = (transformOfProject: object) =>
  parseProject(
    JSON.stringify({
      version: 1,
      zones: {
        raw: 's3://l/r',
        processed: 's3://l/p',
        dead_letters: 's3://l/d',
        state: 's3://l/s',
      },
      transform: transformOfProject,
      customers: { acme: { sources: { shopify: { tap: 'tap-shopify' } } } },
    }),
    { file: '/srv/shop/descant.yaml' },
  )

const argumentsOf = (transformOfProject: object) => {
  const [acme] = project(transformOfProject).customers
  if (acme === undefined) throw new Error('the project has a customer')
  return transformArguments(acme, 'historic')
}

test.each<[object, readonly string[]]>([
  [
    {
      master: 'local[4]',
      driver_memory: '8g',
      submit: './spark/bin/spark-submit',
      settings: { 'spark.local.dir': '/mnt/scratch', 'spark.sql.shuffle.partitions': 64 },
    },
    [
      '--spark-master=local[4]',
      '--spark-driver-memory=8g',
      '--spark-submit=/srv/shop/spark/bin/spark-submit',
      '--spark-setting=spark.local.dir=/mnt/scratch',
      '--spark-setting=spark.sql.shuffle.partitions=64',
    ],
  ],
  [
    {
      launcher: 'ecs',
      ecs: {
        cluster: 'c',
        task_definition: 'spark',
        subnets: ['subnet-1', 'subnet-2'],
        assign_public_ip: true,
        cpu: 16384,
      },
    },
    [
      '--spark-launcher=ecs',
      '--ecs-cluster=c',
      '--ecs-task-definition=spark',
      '--ecs-subnets=subnet-1,subnet-2',
      '--ecs-assign-public-ip',
      '--ecs-cpu=16384',
    ],
  ],
  [
    {
      launcher: 'emr-serverless',
      timeout_minutes: 90,
      region: 'eu-central-1',
      emr: { application: '00f1', execution_role: 'arn:aws:iam::1:role/spark' },
    },
    [
      '--spark-launcher=emr-serverless',
      '--spark-timeout-minutes=90',
      '--spark-region=eu-central-1',
      '--emr-application=00f1',
      '--emr-execution-role=arn:aws:iam::1:role/spark',
    ],
  ],
  [
    { launcher: 'glue', glue: { job: 'transform', worker_type: 'G.2X', workers: 20 } },
    [
      '--spark-launcher=glue',
      '--glue-job=transform',
      '--glue-worker-type=G.2X',
      '--glue-workers=20',
    ],
  ],
])('%j of a project is what descant transform is told', (spark, expected) => {
  const given = argumentsOf({ engine: 'spark', spark })
  expect(given).toContain('spark')
  expect(given.filter((one) => /^--(spark|ecs|emr|glue)-/.test(one))).toEqual(expected)
  // And the command takes them for what they say.
  const { values } = parseArgs({ args: given.slice(1), options: transform.options })
  expect(sparkLauncherOf(values as Given).name).toBe(
    'launcher' in spark ? spark.launcher : 'spark-submit',
  )
})

test('a public address is given only where the project says so', () => {
  const ecs = { cluster: 'c', task_definition: 'spark', subnets: ['s'], assign_public_ip: false }
  const given = argumentsOf({ engine: 'spark', spark: { launcher: 'ecs', ecs } })
  expect(given.join(' ')).not.toContain('--ecs-assign-public-ip')
})

test.each([
  [{ launcher: 'yarn' }, /transform\.spark\.launcher/],
  [{ ecs: { subnet: ['a'] } }, /did you mean subnets/],
  [{ glue: { workers: 'many' } }, /workers/],
])('%j is refused', (spark, words) => {
  expect(() => project({ engine: 'spark', spark })).toThrow(words)
})

test('a project can say all that the command line can of Spark', () => {
  const { ecs, emr, glue, settings, ...spark } = sparkSchema.properties
  const named = (group: string, properties: object) =>
    Object.keys(properties).map((name) => `${group}-${name.replaceAll('_', '-')}`)
  const all = [
    'spark-setting',
    ...named('spark', spark),
    ...named('ecs', ecs.properties),
    ...named('emr', emr.properties),
    ...named('glue', glue.properties),
  ]
  expect(all.sort()).toEqual(Object.keys(sparkOptions).sort())
})
