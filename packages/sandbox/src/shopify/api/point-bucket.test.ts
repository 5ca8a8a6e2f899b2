import { expect, test } from 'vitest'
import { VirtualClock } from '../../clock.ts'
import { PointBucket } from './point-bucket.ts'

function makeBucket() {
  const clock = new VirtualClock(0, () => 0)
  return { clock, bucket: new PointBucket(clock, { bucketMaximum: 2000, restoreRate: 100 }) }
}

test('gives out what it holds, and no more', () => {
  const { bucket } = makeBucket()
  expect([bucket.take(1500), bucket.take(501), bucket.take(500)]).toEqual([true, false, true])
  expect(bucket.status()).toEqual({
    maximumAvailable: 2000,
    currentlyAvailable: 0,
    restoreRate: 100,
  })
})

test('fills up with time, to the brim and not over it', () => {
  const { clock, bucket } = makeBucket()
  bucket.take(2000)
  clock.advance(7.5)
  expect(bucket.status().currentlyAvailable).toBe(750)
  clock.advance(3600)
  expect(bucket.status().currentlyAvailable).toBe(2000)
})

// (requested − available) / rate seconds is the wait that the documentation promises will do.
test('a query goes through after exactly the wait that its cost calls for', () => {
  const { clock, bucket } = makeBucket()
  bucket.take(1888)
  clock.advance((310 - 112) / 100 - 0.01)
  expect(bucket.take(310)).toBe(false)
  clock.advance(0.01)
  expect(bucket.take(310)).toBe(true)
})

test('takes back what a query did not need, and loses what another client drains', () => {
  const { bucket } = makeBucket()
  bucket.take(112)
  bucket.refund(66)
  expect(bucket.status().currentlyAvailable).toBe(1954)
  bucket.drain(5000)
  expect(bucket.status().currentlyAvailable).toBe(0)
})
