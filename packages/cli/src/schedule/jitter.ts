import { createHash } from 'node:crypto'

/**
 * How much later than its calendar says a job starts, in milliseconds: below the limit, the same for
 * a job each time and on every machine, and spread evenly over many jobs, so that a hundred hourly
 * sources do not all start at the full hour.
 *
 * @param job what tells jobs apart, as `acme/shop`.
 */
export function jitterOf(job: string, limitSeconds: number): number {
  const part = createHash('sha256').update(job).digest().readUInt32BE() / 2 ** 32
  return Math.floor(part * limitSeconds) * 1000
}
