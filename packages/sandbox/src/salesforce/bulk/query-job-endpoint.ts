import type { Reply } from '../../reply.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiError, notFound } from '../replies/api-error.ts'
import { apiReply, emptyReply } from '../replies/api-reply.ts'
import { compileQuery } from '../soql/compile-query.ts'
import { restDateTime } from '../soql/render-value.ts'
import { checkBulkQuery } from './check-bulk-query.ts'
import { delimiters, lineEndings } from './csv.ts'
import type { QueryJob } from './query-jobs.ts'

/** How many jobs one page of their list has. */
const LISTED_JOBS = 1000

const readJson = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {}
  throw new ApiError(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required to be valid JSON')
}

/** Answers `POST /jobs/query`. */
export function createJob(call: ApiCall): Reply {
  const { org, version, base } = call
  const body = readJson(call.request.body)
  const operation = body.operation
  if (operation !== 'query' && operation !== 'queryAll') {
    throw new ApiError(400, 'INVALIDJOB', `Unsupported operation: ${operation}`)
  }
  const soql = String(body.query ?? '')
  if (org.usage.bulkQueryJobs.remaining === 0) {
    const problem = `Max bulk v2 query jobs (${org.usage.bulkQueryJobs.maximum}) per 24 hrs has been exceeded`
    throw new ApiError(400, 'LIMIT_EXCEEDED', problem)
  }
  if (org.usage.bulkQueryMegabytes.remaining === 0) {
    const problem =
      'Max bulk v2 query result size stored (1000000000) kb per 24 hrs has been exceeded'
    throw new ApiError(400, 'LIMIT_EXCEEDED', problem)
  }
  const columnDelimiter = choice(body.columnDelimiter, delimiters, 'COMMA', 'columnDelimiter')
  const lineEnding = choice(body.lineEnding, lineEndings, 'LF', 'lineEnding')
  const context = { schema: org.schema, store: org.store, now: org.clock.now() }
  const query = compileQuery(context, soql, { includeDeleted: operation === 'queryAll', base })
  checkBulkQuery(query)
  const rows = query.run()
  const isTooMuch = rows.length * query.windowDays > org.conditions.queryTimeoutThreshold
  org.usage.bulkQueryJobs.add()
  org.activity.jobsCreated++
  const job = org.jobs.create({
    operation,
    version,
    query,
    rows,
    columnDelimiter,
    lineEnding,
    format: {
      delimiter: delimiters[columnDelimiter] as string,
      lineEnding: lineEndings[lineEnding] as string,
    },
    polls: org.conditions.bulkPolls,
    errorMessage: isTooMuch
      ? 'QUERY_TIMEOUT: Your query request was running for too long.'
      : undefined,
  })
  return apiReply(200, describeJob(call, job))
}

function choice(
  value: unknown,
  choices: Readonly<Record<string, string>>,
  otherwise: string,
  name: string,
): string {
  if (value === undefined) return otherwise
  if (typeof value === 'string' && value in choices) return value
  throw new ApiError(400, 'INVALIDJOB', `Invalid ${name}: ${value}`)
}

/** What every answer about a job tells. */
function describeJob(call: ApiCall, job: QueryJob): object {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: call.org.sessions.userId,
    createdDate: restDateTime(job.createdAt),
    systemModstamp: restDateTime(job.changedAt),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version.slice(1)),
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
  }
}

/** Answers `GET /jobs/query/ID`. */
export function tellJob(call: ApiCall, id: string): Reply {
  const { org } = call
  const job = findJob(call, id)
  const fate = call.distortion.job
  if (fate?.state === 'Deleted') {
    org.jobs.delete(job)
    throw notFound()
  }
  if (fate?.state === 'Failed') org.jobs.change(job, 'Failed', fate.errorMessage)
  else if (fate?.state === 'Aborted') org.jobs.change(job, 'Aborted')
  else org.jobs.poll(job)
  const share = job.polls === 0 ? 0 : (job.polls - job.pollsLeft) / (job.polls + 1)
  const processed =
    job.state === 'JobComplete' ? job.rows.length : Math.floor(job.rows.length * share)
  return apiReply(200, {
    ...describeJob(call, job),
    jobType: 'V2Query',
    retries: 0,
    totalProcessingTime: job.state === 'UploadComplete' ? 0 : 100 + Math.ceil(processed / 100),
    numberRecordsProcessed: processed,
    isPkChunkingSupported: !job.query.isOrdered,
    ...(job.state === 'Failed' ? { errorMessage: job.errorMessage } : {}),
  })
}

/** Answers `GET /jobs/query`. */
export function listJobs(call: ApiCall): Reply {
  const records = call.org.jobs.list().slice(0, LISTED_JOBS)
  return apiReply(200, {
    done: true,
    nextRecordsUrl: null,
    records: records.map((job) => ({ ...describeJob(call, job), jobType: 'V2Query' })),
  })
}

/** Answers `PATCH /jobs/query/ID`. */
export function abortJob(call: ApiCall, id: string): Reply {
  const job = findJob(call, id)
  if (readJson(call.request.body).state !== 'Aborted') {
    throw new ApiError(400, 'INVALIDJOBSTATE', 'A query job can only be set to the state Aborted')
  }
  if (job.state !== 'UploadComplete' && job.state !== 'InProgress') {
    throw new ApiError(400, 'INVALIDJOBSTATE', `Aborting already ${job.state} Job not allowed`)
  }
  call.org.jobs.change(job, 'Aborted')
  return apiReply(200, describeJob(call, job))
}

/** Answers `DELETE /jobs/query/ID`. */
export function deleteJob(call: ApiCall, id: string): Reply {
  const job = findJob(call, id)
  if (job.state === 'UploadComplete' || job.state === 'InProgress') {
    throw new ApiError(400, 'INVALIDJOBSTATE', `Deleting ${job.state} Job not allowed`)
  }
  call.org.jobs.delete(job)
  return emptyReply(204)
}

/** The job of an id, asked for in the version that it was created in. */
export function findJob({ org, version }: ApiCall, id: string): QueryJob {
  const job = org.jobs.find(id)
  if (job === undefined) throw notFound()
  if (job.version !== version) throw new ApiError(409, 'UNKNOWN_EXCEPTION', 'API version mismatch')
  return job
}
