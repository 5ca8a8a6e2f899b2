import type { Shopify } from '../client/shopify.ts'
import type { Query } from '../query/query.ts'
import { askPage } from './ask-page.ts'
import { cameShort, type Row } from './connection-page.ts'
import { indexLagSeconds } from './index-lag.ts'
import { shopifyTime } from './update-window.ts'

/** A record that was deleted. */
interface Tombstone {
  readonly id: string
  /** When, RFC 3339. */
  readonly deletedAt: string
}

interface DestroyEvent extends Row {
  readonly id: string
  readonly subjectId: string
  readonly subjectType: string
  readonly createdAt: string
}

/** What is asked once serves the streams whose bookmarks differ by less than this. */
const graceMilliseconds = 3_600_000

/** And those that end so soon after it that the index may not know more. */
const freshMilliseconds = indexLagSeconds * 1000

/** How long Shopify keeps events. */
const keptDays = 365

const eventsQuery: Query = {
  document:
    'query destroyed($after: String, $filter: String) { events(first: 250, after: $after, ' +
    'query: $filter, sortKey: CREATED_AT) { nodes { id createdAt ... on BasicEvent ' +
    '{ subjectId subjectType } } pageInfo { hasNextPage endCursor } } }',
  cost: 13,
}

interface Asked {
  readonly from: number
  readonly at: number
  readonly events: Promise<DestroyEvent[]>
}

/** What was deleted, by clients; one question is asked for all streams of a run. */
const known = new WeakMap<Shopify, Asked>()

/** The time up to which the index of events is sure to show all. */
export const sureTime = async (shopify: Shopify): Promise<string> =>
  shopifyTime((await shopify.time()) - freshMilliseconds)

/** What was deleted, and up to when that is sure to be all. */
export interface Deletions {
  readonly tombstones: readonly Tombstone[]
  readonly until: string
}

/**
 * What of some kinds has been deleted since a time. Shopify keeps its events for a year; of what lies
 * before that a warning tells.
 */
export async function deletionsSince(
  shopify: Shopify,
  subjectTypes: readonly string[],
  since: string,
  signal: AbortSignal,
): Promise<Deletions> {
  const start = Date.parse(since)
  const now = await shopify.time()
  if (now - start > keptDays * 86_400_000) {
    shopify.log.warning(
      'the last run is more than a year ago, and Shopify has forgotten what was deleted first: read ' +
        'the streams anew without a STATE to be sure',
    )
  }
  let asked = known.get(shopify)
  if (asked === undefined || asked.from > start || now - asked.at > freshMilliseconds) {
    const from = start - graceMilliseconds
    asked = { from, at: now, events: destroyedSince(shopify, from, signal) }
    // A question that failed is asked again by the next stream.
    asked.events.catch(() => known.delete(shopify))
    known.set(shopify, asked)
  }
  const events = await asked.events
  const tombstones = events
    .filter(
      ({ subjectType, createdAt }) =>
        subjectTypes.includes(subjectType) && Date.parse(createdAt) >= start,
    )
    .map(({ subjectId, createdAt }) => ({ id: subjectId, deletedAt: createdAt }))
  return { tombstones, until: shopifyTime(asked.at - freshMilliseconds) }
}

async function destroyedSince(
  shopify: Shopify,
  from: number,
  signal: AbortSignal,
): Promise<DestroyEvent[]> {
  const events: DestroyEvent[] = []
  const filter = `action:destroy AND created_at:>='${shopifyTime(from)}'`
  let after: string | undefined
  do {
    const ask = () => shopify.query<Row>(eventsQuery, { after, filter }, signal)
    const page = await askPage<DestroyEvent>({ name: 'events', after, ask })
    if (page === undefined) throw cameShort('events', 'no answer came')
    events.push(...page.nodes)
    after = page.next
  } while (after !== undefined)
  return events
}
