import { expect, test } from 'vitest'
import { endingOf, withoutOptions } from './transform-customers.ts'

test('the process of one customer is given all but what is for all', () => {
  const args = [
    'transform',
    '--customer',
    'a',
    '--mode=historic',
    '--customer=b',
    '--jobs',
    '2',
    '--json',
  ]
  expect(withoutOptions(args, ['customer', 'jobs'])).toEqual([
    'transform',
    '--mode=historic',
    '--json',
  ])
})

const ended = (...exitCodes: number[]) =>
  exitCodes.map((exitCode, index) => ({ customer: `c${index}`, exitCode }))

test.each<[string, number, number[], number]>([
  ['all are done', 2, [0, 0], 0],
  ['some failed', 3, [0, 1, 0], 4],
  ['all failed alike', 2, [2, 2], 2],
  ['all failed, each its way', 2, [2, 1], 4],
  ['one was told to end', 2, [0, 143], 143],
  ['some were not begun', 3, [0, 0], 4],
])('%s', (_what, customers, codes, exitCode) => {
  expect(endingOf(customers, ended(...codes)).exitCode).toBe(exitCode)
})

test('the last words name who failed', () => {
  expect(endingOf(2, ended(0, 3)).message).toContain('c1 (exit code 3)')
})
