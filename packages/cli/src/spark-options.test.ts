import { expect, test } from 'vitest'
import { sparkLauncherOf } from './spark-options.ts'

test.each([
  [{}, 'spark-submit'],
  [{ 'spark-launcher': 'spark-submit', 'spark-master': 'local[2]' }, 'spark-submit'],
  [
    {
      'spark-launcher': 'ecs',
      'ecs-cluster': 'descant',
      'ecs-task-definition': 'spark',
      'ecs-subnets': 'subnet-1,subnet-2',
    },
    'ecs',
  ],
  [
    {
      'spark-launcher': 'emr-serverless',
      'emr-application': '00f1',
      'emr-execution-role': 'arn:aws:iam::1:role/spark',
    },
    'emr-serverless',
  ],
  [{ 'spark-launcher': 'glue', 'glue-job': 'transform', 'glue-worker-type': 'G.2X' }, 'glue'],
])('%j is %s', (given, name) => {
  expect(sparkLauncherOf(given).name).toBe(name)
})

test.each([
  [{ 'spark-launcher': 'yarn' }, /--spark-launcher: must be one of/],
  [{ 'spark-launcher': 'ecs' }, /ecs-cluster.*ecs-task-definition.*ecs-subnets/s],
  [{ 'spark-launcher': 'emr-serverless' }, /emr-application.*emr-execution-role/s],
  [{ 'spark-launcher': 'glue' }, /glue-job/],
  [{ 'spark-launcher': 'glue', 'glue-job': 'x', 'glue-worker-type': 'G.9X' }, /glue-worker-type/],
  [{ 'spark-setting': ['executor.memory=8g'] }, /spark-setting/],
  [{ 'spark-poll-seconds': 'soon' }, /spark-poll-seconds/],
])('%j is refused', (given, words) => {
  expect(() => sparkLauncherOf(given)).toThrow(words)
})
