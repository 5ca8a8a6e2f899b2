import type { Shopify } from '../client/shopify.ts'
import type { Query } from '../query/query.ts'
import { askPage } from './ask-page.ts'
import { cameShort, type Row } from './connection-page.ts'
import { shopifyTime } from './update-window.ts'

/** A record that was deleted. */
export interface Tombstone {
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

/** What is asked once is kept for streams whose bookmarks differ by less than this. */
const graceMilliseconds = 3_600_000

/** How long Shopify keeps events. */
const keptDays = 365

const eventsQuery: Query = {
  document:
    'query destroyed($after: String, $filter: String) { events(first: 250, after: $after, ' +
    'query: $filter, sortKey: CREATED_AT) { nodes { id createdAt ... on BasicEvent ' +
    '{ subjectId subjectType } } pageInfo { hasNextPage endCursor } } }',
  cost: 13,
}

/** What was deleted since a time, by clients; one question is asked for all streams of a run. */
const known = new WeakMap<
  Shopify,
  { readonly from: number; readonly events: Promise<DestroyEvent[]> }
>()

/**
 * What of some kinds has been deleted since a time. Shopify keeps its events for a year; of what lies
 * before that a warning tells.
 */
export async function tombstonesOf(
  shopify: Shopify,
  subjectTypes: readonly string[],
  since: string,
  signal: AbortSignal,
): Promise<readonly Tombstone[]> {
  const start = Date.parse(since)
  if ((await shopify.time()) - start > keptDays * 86_400_000) {
    shopify.log.warning(
      'the last run is more than a year ago, and Shopify has forgotten what was deleted first: read ' +
        'the streams anew without a STATE to be sure',
    )
  }
  let asked = known.get(shopify)
  if (asked === undefined || asked.from > start) {
    const from = start - graceMilliseconds
    asked = { from, events: destroyedSince(shopify, from, signal) }
    // A question that failed is asked again by the next stream.
    asked.events.catch(() => known.delete(shopify))
    known.set(shopify, asked)
  }
  const events = await asked.events
  return events
    .filter(
      ({ subjectType, createdAt }) =>
        subjectTypes.includes(subjectType) && Date.parse(createdAt) >= start,
    )
    .map(({ subjectId, createdAt }) => ({ id: subjectId, deletedAt: createdAt }))
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
