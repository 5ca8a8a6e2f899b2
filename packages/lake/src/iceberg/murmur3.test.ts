import { expect, test } from 'vitest'
import { bucketOf } from './bucket.ts'
import { murmur3 } from './murmur3.ts'

/** The first is of the Iceberg spec (appendix B); the others of Python's mmh3 4.1. */
test.each([
  ['iceberg', 1210000089],
  ['', 0],
  ['a', 1009084850],
  ['hello', 613153351],
  ['foo', 4138058784],
])('%s hashes to %i', (text, hash) => {
  expect(murmur3(text)).toBe(hash)
})

test('a bucket is of the hash without its sign', () => {
  expect(bucketOf('iceberg', 16)).toBe(1210000089 % 16)
  expect(bucketOf('foo', 100)).toBe((4138058784 & 0x7fffffff) % 100)
})
