import type { ReadContext } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { noUsage } from '../client/stream-usage.ts'
import { idFilters } from '../discovery/object-lists.ts'
import type { SalesforceObject } from '../discovery/salesforce-object.ts'
import type { Chunk } from './chunk.ts'
import { Memory } from './kept-state.ts'
import type { Keep } from './open-window.ts'
import { type OpenWindow, type ReadingState, readingState, windowsToRead } from './open-window.ts'
import { readDeletions } from './read-deletions.ts'
import { readForIds } from './read-for-ids.ts'
import { readWindow } from './read-window.ts'
import { Reading } from './reading.ts'
import { halves, slices } from './split-window.ts'
import { sweep } from './sweep.ts'

/**
 * Reads an object: what changed since the last run, or all of it; then what was deleted for good, and
 * what changed without a stamp. Says at the end what it has cost.
 */
export async function* readObject(
  connected: Salesforce,
  object: SalesforceObject,
  context: ReadContext,
): AsyncGenerator<Chunk, void, undefined> {
  const usage = noUsage()
  const salesforce = connected.countedFor(usage)
  const reading = new Reading(salesforce, object, context)
  try {
    const until = upperBound(reading)
    const memory = new Memory(context.kept, context.keep)
    const resumed = readingState(context.cursor)
    const readsAll = resumed === undefined && (yield* sweep(reading, memory))
    yield* readWindows(reading, { resumed, readsAll, until })
    yield* readDeletions(reading, memory, until)
  } finally {
    const { apiCalls: api_calls, bulkJobs: bulk_jobs, bulkBytes: bulk_bytes } = usage
    context.log.info('usage', { stream: object.name, api_calls, bulk_jobs, bulk_bytes })
    for (const [metric, value] of Object.entries({ api_calls, bulk_jobs, bulk_bytes })) {
      if (value > 0) salesforce.metrics.count(metric, value, { stream: object.name })
    }
  }
}

/**
 * Where reading ends: a little before now by Salesforce's clock. Transactions show their rows when
 * they end, with stamps from before; what is newer is left to the next run.
 */
function upperBound({ salesforce }: Reading): string {
  const { endDate, lagSeconds } = salesforce.settings
  const bound = salesforce.now() - lagSeconds * 1000
  return new Date(Math.min(bound, Date.parse(endDate ?? '') || bound)).toISOString()
}

interface Extent {
  /** What an interrupted run left. */
  readonly resumed: ReadingState | undefined
  /** Whether rows are read that have not changed by their stamp. */
  readonly readsAll: boolean
  readonly until: string
}

async function* readWindows(
  reading: Reading,
  { resumed, readsAll, until }: Extent,
): AsyncGenerator<Chunk, void, undefined> {
  const { context, object, salesforce } = reading
  const { lookbackSeconds, sliceSeconds, startDate } = salesforce.settings
  const least = readsAll ? startDate : context.since
  const since = least === undefined ? undefined : momentOf(String(least))
  const wanted = object.replicationKey === undefined ? {} : { since, until }
  const open: OpenWindow[] = windowsToRead(resumed, wanted, lookbackSeconds).flatMap((window) =>
    window.after || window.job || window.locator ? [window] : slices(window, sliceSeconds),
  )
  const end = object.replicationKey === undefined ? undefined : until
  const save = (isUrgent = false) =>
    context.checkpoint({ windows: [...open], ...(end && { until: end }) }, { isUrgent })
  while (open.length > 0) {
    const window = open[0] as OpenWindow
    if (isEmpty(window)) {
      open.shift()
      continue
    }
    const keep: Keep = (next) => {
      // A job that was begun would be lost with the run.
      const isBegun = next.job !== undefined && next.job.id !== open[0]?.job?.id
      open[0] = next
      save(isBegun)
    }
    try {
      const filter = idFilters[object.name]
      yield* filter ? readForIds(reading, filter, window, keep) : readWindow(reading, window, keep)
      open.shift()
    } catch (error) {
      const halved = isRefusal(error, 'QUERY_TIMEOUT', 'OPERATION_TOO_LARGE')
        ? halvesOf(open[0] as OpenWindow, object, salesforce.now())
        : undefined
      if (halved === undefined) throw error
      context.log.info('a query took too long; its window is halved', { stream: object.name })
      open.splice(0, 1, ...halved)
    }
    save()
  }
  if (end) context.reached(end)
}

const momentOf = (text: string): string => {
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? text : new Date(instant).toISOString()
}

const isEmpty = ({ since, until }: OpenWindow): boolean =>
  since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until)

/** The halves of what is left of a window; the first one goes on where the window is. */
function halvesOf(
  { since, until, after }: OpenWindow,
  { replicationKey }: SalesforceObject,
  now: number,
): readonly OpenWindow[] | undefined {
  if (replicationKey === undefined) return undefined
  const parts = halves({ since: after?.stamp ?? since, until }, now)
  return parts && [{ ...parts[0], after }, parts[1]]
}
