import { expect, test } from 'vitest'
import { progressLine, wordsLine } from './progress.ts'

test('the line tells the total, the rate, the time, and each stream', () => {
  const counts = new Map([
    ['customers', 1250],
    ['orders', 3000],
  ])
  expect(progressLine(counts, 10, 100)).toBe(
    '4,250 records, 425/s, 10 s  customers 1,250  orders 3,000',
  )
})

test('the line fits the terminal', () => {
  const counts = new Map(Array.from({ length: 50 }, (_, n) => [`stream_${n}`, n]))
  expect(progressLine(counts, 1, 60)).toHaveLength(59)
})

test('work that counts no records says what it does', () => {
  expect(wordsLine('merge orders', 12.4, 80)).toBe('12 s  merge orders')
  expect(wordsLine('x'.repeat(100), 1, 60)).toHaveLength(59)
})
