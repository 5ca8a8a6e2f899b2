import { expect, test } from 'vitest'
import { combineExitCodes } from '../combine-exit-codes.ts'
import { retryWaitSeconds } from '../retry-wait.ts'
import { type Exit, judge } from './judge.ts'

const exit = (end: number | NodeJS.Signals): Exit =>
  typeof end === 'number' ? { code: end, signal: null } : { code: null, signal: end }

test.each([
  // tap, target: exit code, whether it is tried again, who is named
  [0, 0, 0, false, 'done'],
  [1, 0, 1, true, 'the tap'],
  [2, 0, 2, false, 'the tap'],
  [3, 0, 3, false, 'the tap'],
  [4, 0, 4, true, 'some streams'],
  [75, 0, 75, false, 'time budget'],
  ['SIGKILL', 0, 1, true, 'the tap was ended by SIGKILL'],
  [143, 0, 1, true, 'the tap'],
  // A tap whose reader is gone fails for that.
  [1, 1, 1, true, 'the target'],
  ['SIGPIPE', 2, 2, false, 'the target'],
  [0, 'SIGKILL', 1, true, 'the target was ended by SIGKILL'],
  [0, 3, 3, false, 'the target'],
  // What the tap says of its own config comes first.
  [3, 1, 3, false, 'the tap'],
  [75, 1, 1, true, 'the target'],
] as const)('tap %s and target %s is %s', (tap, target, code, isRetryable, words) => {
  const verdict = judge(exit(tap), exit(target))
  expect(verdict).toMatchObject({ exitCode: code, isRetryable })
  expect(verdict.message).toContain(words)
})

test('what we ended ourselves ended for our reason', () => {
  const stopped = { exitCode: 75, message: 'the time is spent', isRetryable: false }
  expect(judge(exit(143), exit(0), stopped)).toEqual(stopped)
})

test.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 75], 75],
  [[0, 1], 4],
  [[1, 1], 1],
  [[3, 3], 3],
  [[2, 3], 4],
  [[75, 1], 4],
  [[0, 4, 75], 4],
  [[1, 143, 0], 143],
])('runs that end with %j end with %s', (codes, expected) => {
  expect(combineExitCodes(codes)).toBe(expected)
})

test('waits between tries double, up to five minutes, and differ', () => {
  const longest = (tries: number) => retryWaitSeconds(tries, 10, () => 1)
  expect([1, 2, 3, 10].map(longest)).toEqual([10, 20, 40, 300])
  expect(retryWaitSeconds(2, 10, () => 0)).toBe(10)
})
