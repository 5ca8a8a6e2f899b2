import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chooseSources, chooseStages } from '../../../packages/cli/src/commands/run/choose-runs.ts'
import { readProject } from '../project/project.ts'
import { jobsOf } from './jobs.ts'

const project = readProject(fileURLToPath(new URL('../../example/descant.yaml', import.meta.url)))

/** What `descant run` makes of a command: the sources it chooses, and the stages. */
const chosen = ([, name, , stages = '']: readonly string[]) => ({
  sources: chooseSources(project, name).flatMap(({ customer, sources }) =>
    sources.map((source) => `${customer.name}/${source.name}`),
  ),
  stages: chooseStages([stages]),
})

test('the commands choose what they are for', () => {
  const told = project.customers.flatMap(jobsOf).map((job) => [job.name, chosen(job.command)])
  expect(told).toEqual([
    ['shopify', { sources: ['acme/shopify'], stages: ['extract'] }],
    ['salesforce', { sources: ['acme/salesforce'], stages: ['extract'] }],
    ['tables', { sources: ['acme/shopify', 'acme/salesforce'], stages: ['transform', 'load'] }],
    ['shopify', { sources: ['globex/shopify'], stages: ['extract'] }],
    ['tables', { sources: ['globex/shopify'], stages: ['transform', 'load'] }],
  ])
})

test('without a database nothing is loaded; without a raw zone there are no tables', () => {
  const [acme] = project.customers
  if (!acme) throw new Error('The example has a customer acme.')
  const { databaseUrl, ...dry } = acme
  expect(jobsOf(dry).at(-1)?.command).toEqual(['run', 'acme', '--stage', 'transform'])
  const elsewhere = acme.sources.map((source) => ({
    ...source,
    target: { ...source.target, writesRawZone: false },
  }))
  expect(jobsOf({ ...acme, sources: elsewhere }).map(({ kind }) => kind)).toEqual([
    'extract',
    'extract',
  ])
})
