import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError } from '../replies/api-error.ts'
import { apiReply } from '../replies/api-reply.ts'
import { type CompiledQuery, compileQuery } from '../soql/compile-query.ts'
import type { QueryContext } from '../soql/query-context.ts'
import type { Cursor } from './cursors.ts'

/** The smallest page that can be asked for. */
const SMALLEST_PAGE = 200
/** From so many fields on, pages are smaller, whatever is asked for. */
const WIDE_FIELDS = 100
const WIDER_FIELDS = 300

/**
 * Answers `GET /query` and `GET /queryAll`.
 *
 * @param schema The objects that can be asked for.
 */
export function answerQuery(
  call: ApiCall,
  includeDeleted: boolean,
  schema: QueryContext['schema'] = call.org.schema,
): Reply {
  const { org, base, search } = call
  const soql = search.get('q')
  if (soql === null) {
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified')
  }
  const context = { schema, store: org.store, now: org.clock.now() }
  const query = compileQuery(context, soql, { includeDeleted, base })
  const rows = query.run()
  if (rows.length * query.windowDays > org.conditions.queryTimeoutThreshold) throw queryTimeout()
  if (query.isCount) return apiReply(200, { totalSize: rows.length, done: true, records: [] })
  if (query.aggregate !== undefined) {
    const groups = query.aggregate(rows)
    return apiReply(
      200,
      `{"totalSize":${groups.length},"done":true,"records":[${groups.join(',')}]}`,
    )
  }
  const cursor = org.cursors.open(rows, pageRecords(call, query), query.write)
  return page(call, cursor, 0)
}

/** Answers `GET /query/LOCATOR`: the next page. */
export function answerNextPage(call: ApiCall, locator: string): Reply {
  const [, id = '', start = '0'] = /^(\w+)-(\d+)$/.exec(locator) ?? []
  const cursor = call.distortion.expireLocator ? undefined : call.org.cursors.find(id)
  if (cursor === undefined || Number(start) >= cursor.rows.length) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  return page(call, cursor, Number(start))
}

function page({ org, base, distortion }: ApiCall, cursor: Cursor, start: number): Reply {
  const end = start + cursor.pageRecords
  const rows = cursor.rows.slice(start, end)
  const done = end >= cursor.rows.length
  const served = rows.slice(0, Math.max(0, rows.length - (distortion.dropRows ?? 0)))
  org.activity.rowsServed += served.length
  const next = done ? '' : `"nextRecordsUrl":"${base}/query/${cursor.id}-${end}",`
  const records = served.map((row) => cursor.write(row)).join(',')
  return apiReply(
    200,
    `{"totalSize":${cursor.rows.length},"done":${done},${next}"records":[${records}]}`,
  )
}

/** How many records a page has: what is asked for is a hint, and wide records come in small pages. */
function pageRecords({ org, request }: ApiCall, query: CompiledQuery): number {
  const fields = query.selection.length
  const most = fields > WIDER_FIELDS ? 200 : fields > WIDE_FIELDS ? 500 : 2000
  const options = request.headers['sforce-query-options'] ?? ''
  const wanted = Number(/batchSize=(\d+)/i.exec(options)?.[1] ?? most)
  return Math.min(org.conditions.pageRecords, most, Math.max(SMALLEST_PAGE, wanted))
}

export const queryTimeout = () =>
  new ApiError(400, 'QUERY_TIMEOUT', 'Your query request was running for too long.')
