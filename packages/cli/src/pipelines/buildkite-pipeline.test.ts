import { expect, test } from 'vitest'
import { buildkitePipeline } from './buildkite-pipeline.ts'
import { twoCustomers } from './fixtures/two-customers.ts'
import { onlyCustomers } from './only-customers.ts'

interface Step {
  readonly key?: string
  readonly group?: string
  readonly block?: string
  readonly trigger?: string
  readonly command?: string
  readonly concurrency_group?: string
  readonly depends_on?: readonly { readonly step: string; readonly allow_failure?: boolean }[]
  readonly retry?: { readonly automatic: readonly { readonly exit_status: number }[] }
  readonly steps?: readonly Step[]
}

const stepsOf = (...args: Parameters<typeof buildkitePipeline>): readonly Step[] =>
  (buildkitePipeline(...args) as { steps: readonly Step[] }).steps
const all = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => [step, ...(step.steps ?? [])])
const steps = all(stepsOf(twoCustomers, { trigger: 'reports' }))
const step = (key: string) => steps.find((one) => one.key === key) as Step

test('sources run side by side, then the tables, then what comes after them', () => {
  const commands = steps.flatMap(({ command }) => command?.split('\n').at(-1) ?? [])
  expect(commands).toEqual([
    'descant run acme/shop --stage extract',
    'descant run acme/crm.eu --stage extract',
    'descant run acme --stage transform',
    'descant run acme --stage load',
    'descant run globex/shop --stage extract',
    'descant run globex --stage transform',
    'descant dlq replay --dry-run',
    'descant dlq replay',
  ])
  expect(step('acme--shop--extract')).not.toHaveProperty('depends_on')
  const after = (key: string) =>
    step(key).depends_on?.map((one) => `${one.step}${one.allow_failure ? '?' : ''}`)
  expect(after('acme--transform')).toEqual(['acme--shop--extract?', 'acme--crm:eu--extract?'])
  expect(after('acme--load')).toEqual(['acme--transform'])
  expect(after('replay')).toEqual(['replay-confirm'])
  expect(after('replay-confirm')).toEqual(['replay-dry-run'])
  expect(after('replay-dry-run')).toEqual(['replay-ask'])
  expect(steps.filter(({ trigger }) => trigger).map(({ depends_on }) => depends_on)).toEqual([
    [{ step: 'acme--load' }],
    [{ step: 'globex--transform' }],
  ])
})

test('what depends on a step names one that is there', () => {
  const keys = steps.map(({ key }) => key).filter((key) => key !== undefined)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_:-]+$/)
  for (const { depends_on = [] } of steps)
    for (const { step } of depends_on) expect(keys).toContain(step)
})

test('a spent time is tried again, and never what a person must mend', () => {
  for (const { retry } of steps) {
    if (!retry) continue
    const codes = retry.automatic.map(({ exit_status }) => exit_status)
    expect(codes).toContain(75)
    for (const code of [2, 3, '*']) expect(codes).not.toContain(code)
  }
})

test('one build at a time runs a source, or makes the tables of a customer', () => {
  const groups = steps
    .filter(({ retry }) => retry)
    .map(({ concurrency_group }) => concurrency_group)
  expect(groups).toEqual([
    'descant/acme/shop',
    'descant/acme/crm.eu',
    'descant/acme/tables',
    'descant/acme/tables',
    'descant/globex/shop',
    'descant/globex/tables',
  ])
})

test('new data of one customer make its tables alone', () => {
  const project = onlyCustomers(twoCustomers, ['acme'])
  const commands = all(stepsOf(project, { isTablesOnly: true, program: 'npx descant' })).map(
    ({ command }) => command,
  )
  expect(commands.filter((one) => one?.includes(' run '))).toEqual([
    'npx descant run acme --stage transform',
    'npx descant run acme --stage load',
  ])
  expect(() => onlyCustomers(twoCustomers, ['nobody'])).toThrow(/there are acme, globex/)
})

test('answers are read when the step runs, not when the pipeline is uploaded', () => {
  expect(step('replay').command).toContain(
    'export DESCANT_STREAM="$$(buildkite-agent meta-data get',
  )
  expect(step('replay').command).not.toMatch(/[^$]\$[^$]/)
})
