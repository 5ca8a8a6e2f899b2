import { expect, test } from 'vitest'
import { awsCron } from './aws-cron.ts'

test.each([
  ['0 * * * *', 'cron(0 * * * ? *)'],
  ['*/15 * * * *', 'cron(0,15,30,45 * * * ? *)'],
  ['5/20 0 * * *', 'cron(5,25,45 0 * * ? *)'],
  ['0 2 * * 1-5', 'cron(0 2 ? * MON,TUE,WED,THU,FRI *)'],
  ['0 2 * * 0', 'cron(0 2 ? * SUN *)'],
  ['0 2 * * 7', 'cron(0 2 ? * SUN *)'],
  ['0 2 * * 0,7', 'cron(0 2 ? * SUN *)'],
  ['0 2 * * 5-7', 'cron(0 2 ? * FRI,SAT,SUN *)'],
  ['0 2 * * mon', 'cron(0 2 ? * MON *)'],
  ['0 2 1 jan,JUL *', 'cron(0 2 1 1,7 ? *)'],
  ['30 6 1-10/3 * ?', 'cron(30 6 1,4,7,10 * ? *)'],
  ['0 30 6 * * *', 'cron(30 6 * * ? *)'],
])('%s is %s', (cron, expected) => {
  expect(awsCron(cron)).toBe(expected)
})

test.each([
  ['* * * *', 'five or six'],
  ['30 0 2 * * *', 'seconds'],
  ['0 2 1 * 1', 'one of them'],
  ['60 * * * *', 'minutes'],
  ['0 24 * * *', 'hours'],
  ['0 0 0 * *', 'days of the month'],
  ['0 0 L * *', 'days of the month'],
  ['0 0 * * 1#2', 'days of the week'],
  ['0 0 * 13 *', 'months'],
  ['5-1 * * * *', 'minutes'],
  ['*/0 * * * *', 'minutes'],
  [', * * * *', 'minutes'],
])('%s is refused: %s', (cron, reason) => {
  expect(() => awsCron(cron)).toThrow(reason)
})
