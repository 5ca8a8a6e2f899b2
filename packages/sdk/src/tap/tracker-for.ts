import { ConfigError } from '../errors.ts'
import type { JsonObject } from '../protocol/message.ts'
import { FullTableTracker } from './bookmark/full-table.ts'
import { IncrementalTracker } from './bookmark/incremental.ts'
import { LogTracker } from './bookmark/log.ts'
import { bookmarkValue } from './bookmark/stored-bookmark.ts'
import type { Tracker } from './bookmark/tracker.ts'
import { WindowsTracker } from './bookmark/windows.ts'
import type { OpenStream } from './define-tap.ts'

const rfc3339 = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z')

/**
 * Makes what follows the reading of a stream.
 *
 * @param stream The stream that is read; for a child, the one at the top of its family: a child
 *   stands where that stands.
 * @param now Milliseconds since the epoch: the newest that is read, and the version of a new reading.
 * @param activatesVersions Whether streams that are read whole number their records.
 * @throws {ConfigError} where the stream is read in windows and nothing says where to begin.
 */
export function trackerFor(
  stream: OpenStream,
  bookmark: JsonObject | undefined,
  startDate: string | undefined,
  now: number,
  activatesVersions: boolean,
): Tracker {
  const { name, replicationKey, sorted, lookbackSeconds, lagSeconds, windowSeconds } = stream
  if (stream.logBased) return new LogTracker(bookmark)
  if (replicationKey === undefined) {
    return new FullTableTracker(bookmark, activatesVersions ? now : undefined)
  }
  const ceiling = rfc3339(now - lagSeconds * 1000)
  const shared = { replicationKey, sorted, lookbackSeconds }
  if (windowSeconds === undefined) {
    return new IncrementalTracker(bookmark, {
      ...shared,
      ...(startDate === undefined ? {} : { startValue: startDate }),
      ...(lagSeconds > 0 ? { ceiling } : {}),
    })
  }
  const stored = bookmarkValue(bookmark)
  const startValue = startDate ?? (typeof stored === 'string' ? stored : undefined)
  if (startValue === undefined) {
    const message = `is missing; stream ${name} is read in windows and needs a beginning`
    throw new ConfigError([{ path: 'start_date', message }])
  }
  return new WindowsTracker(bookmark, { ...shared, startValue, windowSeconds, ceiling })
}
