import { expect, test } from 'vitest'
import { Random } from './random.ts'

const draw = (...seed: (number | string)[]) => {
  const random = new Random(...seed)
  return Array.from({ length: 5 }, () => random.integer(0, 999))
}

test('the same seed gives the same sequence, another seed or purpose another one', () => {
  expect(draw(7, 'orders')).toEqual(draw(7, 'orders'))
  expect(draw(7, 'orders')).not.toEqual(draw(8, 'orders'))
  expect(draw(7, 'orders')).not.toEqual(draw(7, 'customers'))
})

// Stores, ids and tokens of every release grow from this sequence.
test('the sequence is this one for good', () => {
  expect(draw(1)).toEqual([229, 113, 803, 1, 729])
})

test('integers cover their whole range and nothing else', () => {
  const random = new Random('dice')
  const seen = new Set(Array.from({ length: 500 }, () => random.integer(1, 6)))
  expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6])
})
