import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { examples } from './examples.ts'
import { costTable, fullRawZone, monthlyCost, taskHour } from './monthly-cost.ts'
import { runsAMonth } from './runs-a-month.ts'

const guide = readFileSync(new URL('../../../docs/guides/cost-sheet.md', import.meta.url), 'utf8')

test('an hour of a task is its cores, its memory, and its storage beyond 20 GiB', () => {
  expect(taskHour({ cpu: 1024, memoryMib: 2048 }, 'x86_64')).toBeCloseTo(0.04048 + 2 * 0.004445, 9)
  const withStorage = { cpu: 512, memoryMib: 1024, storageGib: 120 } as const
  expect(taskHour(withStorage, 'arm64')).toBeCloseTo(0.01619 + 0.00356 + 100 * 0.000111, 9)
})

test('a task is paid for a minute at least', () => {
  const [load] = Object.values(examples)
  if (!load) throw new Error('There is an example.')
  const [short] = monthlyCost({ ...load, extractSeconds: 5 })
  const [minute] = monthlyCost({ ...load, extractSeconds: 60 })
  expect(short?.dollars).toBe(minute?.dollars)
})

test.each([
  [false, '0 metrics'],
  [true, '96 metrics'],
  ['all', '203 metrics'],
] as const)('metrics are paid one by one: %s', (metrics, words) => {
  const load = examples['Twenty sources of two customers, every hour']
  if (!load) throw new Error('There is an example.')
  const line = monthlyCost({ ...load, metrics }).find(({ what }) => what === 'metrics and alarms')
  expect(line?.arithmetic).toContain(words)
})

test.each([
  ['0 * * * *', 730.5],
  ['*/15 * * * *', 2922],
  ['0 2 * * 1-5', 21.741],
  ['0 2 1,15 * *', 2],
  ['0 0 1 1 *', 1 / 12],
])('%s runs %d times a month', (cron, times) => {
  expect(runsAMonth(cron)).toBeCloseTo(times, 2)
})

test.each(Object.entries(examples))('the guide reckons "%s" as the code does', (title, load) => {
  const section = guide.split(/^## /m).find((part) => part.startsWith(title))
  expect(section).toContain(costTable(monthlyCost(load)))
  expect(section).toContain(fullRawZone(load.rawGb).arithmetic)
})
