import { expect, test } from 'vitest'
import { openStore } from './open-store.ts'

test.each([
  ['file:///data/raw', 'file:///data/raw/'],
  ['file:///data/raw/', 'file:///data/raw/'],
  ['file:///data/with%20space', 'file:///data/with%20space/'],
  ['file:///data/with space', 'file:///data/with%20space/'],
  ['s3://acme-lake', 's3://acme-lake/'],
  ['s3://acme-lake/', 's3://acme-lake/'],
  ['s3://acme-lake/raw', 's3://acme-lake/raw/'],
  ['s3://acme-lake/deep/raw//', 's3://acme-lake/deep/raw/'],
])('%s is the zone %s', (zoneUrl, url) => {
  expect(openStore(zoneUrl).url).toBe(url)
})

test.each([
  '',
  'raw',
  '/data/raw',
  './raw',
  'file:raw',
  'file://host/raw',
  'file:///data/raw?x',
  'file:///data/raw#1',
  'file:///data%2Fraw',
  's3:/acme-lake/raw',
  's3://',
  's3://a',
  's3://-bucket/raw',
  'gs://acme-lake/raw',
  'https://acme-lake.s3.amazonaws.com/raw',
])('%j is no zone', (zoneUrl) => {
  expect(() => openStore(zoneUrl)).toThrow(
    expect.objectContaining({ code: 'LAKE_ZONE_URL', exitCode: 2 }),
  )
})

test('a prefix that climbs is refused', () => {
  expect(() => openStore('s3://acme-lake/../other')).toThrow(
    expect.objectContaining({ code: 'LAKE_KEY' }),
  )
})

test('a secret in a URL is not repeated', () => {
  expect(() => openStore('s3://AKID:hunter2@lake/raw')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  )
})
