import { expect, test } from 'vitest'
import { parseProject } from './project/parse-project.ts'
import { resourcesOf } from './resource-options.ts'
import { loadArguments, transformArguments } from './run/stage-arguments.ts'

test('what is not given is left to the engine', () => {
  expect(resourcesOf({})).toEqual({})
})

test('what is given is told as it is', () => {
  const given = { 'memory-limit-mib': '900', threads: '3', 'temporary-directory': '/mnt/scratch' }
  expect(resourcesOf(given)).toEqual({
    memoryLimitMib: 900,
    threads: 3,
    temporaryDirectory: '/mnt/scratch',
  })
})

test.each(['0', '-1', '1.5', 'all', ''])('threads are a number of them, not %j', (threads) => {
  expect(() => resourcesOf({ threads })).toThrow(/--threads.*whole number above 0/s)
})

test('a project says it once, for transform and load', () => {
  const zone = (name: string) => `s3://lake/${name}`
  const project = {
    version: 1,
    zones: {
      raw: zone('raw'),
      processed: zone('processed'),
      dead_letters: zone('dead'),
      state: zone('state'),
    },
    transform: { memory_limit_mib: 900, threads: 3 },
    customers: { acme: { sources: { shopify: { tap: 'tap-shopify' } } } },
  }
  const [acme] = parseProject(JSON.stringify(project), { file: '/srv/shop/descant.yaml' }).customers
  if (acme === undefined) throw new Error('the project has a customer')
  for (const args of [transformArguments(acme, 'historic'), loadArguments(acme, 'historic')]) {
    const given = (name: string) => args[args.indexOf(name) + 1]
    expect([given('--memory-limit-mib'), given('--threads')]).toEqual(['900', '3'])
  }
})
