import { expect, test } from 'vitest'
import { twoCustomers } from './fixtures/two-customers.ts'
import { type GithubEvent, githubMatrix } from './github-matrix.ts'
import { githubRemarks, githubWorkflow } from './github-workflow.ts'
import { secretNames } from './secret-names.ts'

test.each<[what: string, event: GithubEvent, sources: string[], tables: string[]]>([
  [
    'a cron runs the sources that have it',
    { schedule: '0 * * * *' },
    ['acme/shop', 'globex/shop'],
    ['acme+'],
  ],
  ['tables with a cron of their own wait for it', { schedule: '15 6 * * *' }, [], ['globex']],
  ['a person runs all', {}, ['acme/shop', 'acme/crm.eu', 'globex/shop'], ['acme+', 'globex']],
  ['or a customer', { customer: 'globex' }, ['globex/shop'], ['globex']],
  ['or a source', { customer: 'acme', source: 'crm.eu' }, ['acme/crm.eu'], ['acme+']],
  [
    'empty answers are none',
    { customer: '', source: '', schedule: '' },
    ['acme/shop', 'acme/crm.eu', 'globex/shop'],
    ['acme+', 'globex'],
  ],
  ['who is not in the project is passed over', { customer: 'nobody' }, [], []],
])('%s', (_, event, sources, tables) => {
  const matrix = githubMatrix(twoCustomers, event)
  expect(matrix.sources.map(({ customer, source }) => `${customer}/${source}`)).toEqual(sources)
  expect(matrix.tables.map(({ customer, load }) => `${customer}${load ? '+' : ''}`)).toEqual(tables)
})

const workflow = githubWorkflow(twoCustomers) as {
  on: { schedule: { cron: string }[] }
  jobs: Record<
    string,
    { env?: object; if?: string; needs?: string; environment?: string; steps: { run?: string }[] }
  >
}

test('each cron is told once, and time zones are pointed out', () => {
  expect(workflow.on.schedule).toEqual([
    { cron: '0 * * * *' },
    { cron: '30 2 * * *' },
    { cron: '15 6 * * *' },
  ])
  expect(githubRemarks(twoCustomers).join()).toMatch(/time zones.*Europe\/Berlin/)
})

test('runs are given the secrets that the project names, by name', () => {
  expect(secretNames(twoCustomers)).toEqual([
    'ACME_TOKEN',
    'BUCKET',
    'DATABASE_URL',
    'GLOBEX_TOKEN',
  ])
  expect(workflow.jobs.extract?.env).toHaveProperty('ACME_TOKEN', '${{ secrets.ACME_TOKEN }}')
})

test('a replay comes after its dry run, in an environment that can ask for a review', () => {
  const { replay, 'replay-dry-run': dryRun } = workflow.jobs
  expect([replay?.needs, replay?.environment]).toEqual(['replay-dry-run', 'descant-replay'])
  expect(dryRun?.steps.at(-1)?.run).toBe('npx descant dlq replay --dry-run')
})

test('no answer of a person and nothing of a sender stands in the text of a script', () => {
  for (const { steps } of Object.values(workflow.jobs)) {
    for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{ *(inputs|github|secrets)/)
  }
})
