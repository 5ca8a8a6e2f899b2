import { murmur3 } from './murmur3.ts'

/** The bucket of a text, as Iceberg's `bucket[N]` gives it. */
export const bucketOf = (text: string, buckets: number): number =>
  (murmur3(text) & 0x7fffffff) % buckets

/** The number of buckets of a bucket transform, else undefined. */
export function bucketsOf(transform: string): number | undefined {
  const buckets = /^bucket\[([1-9]\d{0,8})\]$/.exec(transform)?.[1]
  return buckets === undefined ? undefined : Number(buckets)
}
