import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError } from '../replies/api-error.ts'
import { apiReply } from '../replies/api-reply.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import { restDateTime } from '../soql/render-value.ts'
import { objectNamed } from './sobject-endpoints.ts'

const MINUTE = 60 * 1000
const DAY = 24 * 3600 * 1000

/** How far back deletions are known, and changes can be asked for. */
const KNOWN_DELETIONS = 15 * DAY
const LONGEST_SPAN = 30 * DAY
const MAXIMUM_IDS = 600_000

interface Span {
  readonly object: ObjectDefinition
  readonly start: number
  readonly end: number
}

/**
 * Answers `GET /sobjects/OBJECT/deleted`.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm
 */
export function tellDeleted(call: ApiCall, name: string): Reply {
  const { org } = call
  const now = org.clock.now()
  const { object, start, end } = spanOf(call, name, now)
  const earliest = now - KNOWN_DELETIONS
  if (start < earliest) {
    const problem = 'startDate is before the earliest date for which deleted records are available'
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', problem)
  }
  const deletions = org.store.table(object.name)?.deletions() ?? []
  const records = deletions
    .filter(({ deletedAt }) => deletedAt >= start && deletedAt < end)
    .map(({ id, deletedAt }) => ({ id, deletedDate: restDateTime(deletedAt) }))
  checkCount(records.length)
  return apiReply(200, {
    deletedRecords: records,
    earliestDateAvailable: restDateTime(earliest),
    latestDateCovered: restDateTime(end),
  })
}

/** Answers `GET /sobjects/OBJECT/updated`: the ids of what was changed, not what was deleted. */
export function tellUpdated(call: ApiCall, name: string): Reply {
  const { org } = call
  const { object, start, end } = spanOf(call, name, org.clock.now())
  const ids: string[] = []
  for (const row of org.store.table(object.name)?.rows() ?? []) {
    const stamp = row.SystemModstamp as number
    if (row.IsDeleted !== true && stamp >= start && stamp < end) ids.push(row.Id as string)
  }
  checkCount(ids.length)
  return apiReply(200, { ids, latestDateCovered: restDateTime(end) })
}

/** The span of a call, in whole minutes as the service takes it. */
function spanOf(call: ApiCall, name: string, now: number): Span {
  const object = objectNamed(call, name)
  if (!object.replicateable) {
    throw new ApiError(400, 'INVALID_TYPE_FOR_OPERATION', `object ${object.name} is not replicable`)
  }
  const start = moment(call.search, 'start')
  const end = Math.min(moment(call.search, 'end'), Math.floor(now / MINUTE) * MINUTE)
  if (end <= start) {
    throw new ApiError(
      400,
      'INVALID_REPLICATION_DATE',
      'endDate must be at least one minute greater than the startDate',
    )
  }
  if (end - start > LONGEST_SPAN) {
    const problem = 'startDate cannot be more than 30 days before endDate'
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', problem)
  }
  if (start < now - LONGEST_SPAN) {
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'startDate cannot be more than 30 days ago')
  }
  return { object, start, end }
}

function moment(search: URLSearchParams, name: string): number {
  // A plus that was not encoded arrives as a blank.
  const text = (search.get(name) ?? '').replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  const value = Date.parse(text)
  if (Number.isNaN(value)) {
    throw new ApiError(400, 'INVALID_FIELD', `Failed to parse date: ${search.get(name) ?? ''}`)
  }
  return Math.floor(value / MINUTE) * MINUTE
}

function checkCount(count: number): void {
  if (count > MAXIMUM_IDS) {
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `Too many ids: more than ${MAXIMUM_IDS}. Choose a shorter span.`,
    )
  }
}
