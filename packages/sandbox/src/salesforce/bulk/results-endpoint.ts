import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError } from '../replies/api-error.ts'
import { apiReply } from '../replies/api-reply.ts'
import { csvPage } from './csv.ts'
import { findJob } from './query-job-endpoint.ts'
import type { QueryJob } from './query-jobs.ts'

/** How many pages are told of at once. */
const LISTED_PAGES = 5

/** A prime number of bytes, so that sooner or later a character is cut. */
const PIECE_BYTES = 16_381

const MEGABYTE = 1024 * 1024

/** Where a page starts, as clients get to see it. */
const locatorOf = (start: number) =>
  Buffer.from(String(start)).toString('base64').replace(/=+$/, '')

function startOf(locator: string | null, job: QueryJob): number {
  if (locator === null || locator === '') return 0
  const start = Number(Buffer.from(locator, 'base64').toString())
  if (
    !Number.isSafeInteger(start) ||
    start < 0 ||
    start >= job.rows.length ||
    locatorOf(start) !== locator
  ) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  return start
}

function pageSize({ search, org }: ApiCall): number {
  const text = search.get('maxRecords')
  if (text === null) return org.conditions.bulkPageRecords
  const wanted = Number(text)
  if (!Number.isSafeInteger(wanted) || wanted < 1) {
    throw new ApiError(400, 'INVALID_ARGUMENT', `maxRecords must be a positive number: ${text}`)
  }
  return wanted
}

function finishedJob(call: ApiCall, id: string): QueryJob {
  const job = findJob(call, id)
  if (job.state !== 'JobComplete') {
    throw new ApiError(400, 'INVALIDJOBSTATE', `Job is not complete: its state is ${job.state}`)
  }
  return job
}

/** Answers `GET /jobs/query/ID/results`: a page of CSV. */
export function tellResults(call: ApiCall, id: string): Reply {
  const { org, search, distortion } = call
  const job = finishedJob(call, id)
  if (distortion.expireLocator) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  const start = startOf(search.get('locator'), job)
  const end = Math.min(start + pageSize(call), job.rows.length)
  const rows = job.rows.slice(start, end)
  const served = rows.slice(0, Math.max(0, rows.length - (distortion.dropRows ?? 0)))
  const before = job.rows[start - 1]
  if (distortion.repeatRow && before !== undefined) served.unshift(before)
  org.activity.rowsServed += served.length
  const body = csvPage(
    job.query.selection,
    served,
    job.format,
    distortion.nulBytes ? (text) => text && `${text}\u0000` : undefined,
  )
  org.usage.bulkQueryMegabytes.add(body.length / MEGABYTE)
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv;charset=UTF-8',
      'Sforce-NumberOfRecords': String(rows.length),
      'Sforce-Locator': end < job.rows.length ? locatorOf(end) : 'null',
    },
    body,
    transport: { pieceBytes: PIECE_BYTES },
  }
}

/** Answers `GET /jobs/query/ID/resultPages`: where the next pages are, to be fetched side by side. */
export function tellResultPages(call: ApiCall, id: string): Reply {
  const { base, search } = call
  const job = finishedJob(call, id)
  const size = pageSize(call)
  const root = `${base}/jobs/query/${job.id}`
  const wanted = search.has('maxRecords') ? `&maxRecords=${size}` : ''
  const pages: { resultUrl: string }[] = []
  let start = startOf(search.get('locator'), job)
  for (; start < Math.max(1, job.rows.length) && pages.length < LISTED_PAGES; start += size) {
    pages.push({
      resultUrl: `${root}/results?locator=${start === 0 ? '' : locatorOf(start)}${wanted}`,
    })
  }
  const done = start >= job.rows.length
  return apiReply(200, {
    resultPages: pages,
    nextRecordsUrl: done ? null : `${root}/resultPages?locator=${locatorOf(start)}${wanted}`,
    done,
  })
}
