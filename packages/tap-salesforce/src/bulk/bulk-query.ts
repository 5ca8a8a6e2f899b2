import { type ExportJob, type ExportStatus, type RecordBlock, RequestError } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal, SalesforceError } from '../client/salesforce-error.ts'
import type { RecordPlan } from '../record/record-plan.ts'
import { BrokenResultError } from './broken-result-error.ts'
import { CsvRecords } from './csv-records.ts'
import { interleave } from './interleave.ts'
import { type ResultPage, resultPages } from './result-pages.ts'
import { isPageRead, type SavedJob, withPageRead } from './saved-job.ts'

export interface BulkQueryOptions {
  readonly salesforce: Salesforce
  readonly plan: RecordPlan
  readonly soql: string
  /** Is told where the job stands each time that a page has been read whole. */
  readonly onProgress: (job: SavedJob) => void
}

interface JobInfo {
  readonly id: string
  readonly state: 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted'
  readonly numberRecordsProcessed?: number
  readonly errorMessage?: string
}

const pathOf = ({ version, id }: Pick<SavedJob, 'version' | 'id'>) =>
  `/services/data/v${version}/jobs/query/${id}`

/** A Bulk API 2.0 query: begun, polled, and its result read by several pages at once. */
export function bulkQuery(options: BulkQueryOptions): ExportJob<SavedJob, RecordBlock> {
  const { salesforce, soql, plan } = options
  return {
    name: plan.object.name,
    async create(signal) {
      const { apiVersion: version } = salesforce.settings
      const settings = { contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' }
      const job = { operation: 'queryAll', query: soql, ...settings }
      const { id } = await salesforce.post<JobInfo>('jobs/query', job, { signal })
      salesforce.countJob()
      return { id, version, pages: 0, read: 0 }
    },
    async poll(job, signal): Promise<ExportStatus<SavedJob>> {
      if (job.rows !== undefined) return { state: 'done' }
      const info = await jobInfo(salesforce, job, signal)
      if (info === undefined) return { state: 'gone' }
      const { state, numberRecordsProcessed: rows, errorMessage = '' } = info
      if (state === 'JobComplete') return { state: 'done', handle: { ...job, rows: rows ?? 0 } }
      if (state === 'Aborted') {
        return { state: 'failed', reason: 'somebody aborted it', isRetryable: true }
      }
      if (state === 'Failed') throw failure(plan.object.name, errorMessage)
      return { state: 'running', progress: rows }
    },
    fetch: (job, signal) => readResult(options, job, signal),
    async cancel(job) {
      const request = { method: 'PATCH', json: { state: 'Aborted' } }
      await salesforce.request(pathOf(job), request)
    },
  }
}

/** Removes a job and its result, which nobody needs any more; that it is there yet harms nobody. */
export async function removeJob(salesforce: Salesforce, job: SavedJob): Promise<void> {
  const request = { method: 'DELETE', errors: { '4xx': 'ignore', '5xx': 'ignore' } } as const
  await salesforce.request(pathOf(job), request)
}

async function jobInfo(
  salesforce: Salesforce,
  job: SavedJob,
  signal: AbortSignal | undefined,
): Promise<JobInfo | undefined> {
  try {
    return await salesforce.get<JobInfo>(pathOf(job), { signal })
  } catch (error) {
    if (error instanceof RequestError && [404, 409].includes(error.status ?? 0)) return undefined
    throw error
  }
}

/** A job that failed tells why in words that begin with a code. */
function failure(object: string, told: string): SalesforceError {
  const errorCode = /^\s*([A-Z_]{4,})\b/.exec(told)?.[1] ?? 'JOB_FAILED'
  const message = `The Bulk job of ${object} failed: ${errorCode}. It is tried again in the next run.`
  return new SalesforceError(message, { errorCode, told, isRetryable: false })
}

async function* readResult(
  { salesforce, plan, onProgress }: BulkQueryOptions,
  started: SavedJob,
  runSignal: AbortSignal | undefined,
): AsyncGenerator<RecordBlock, void, undefined> {
  // Pages under way end when this one does, whatever the reason.
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, ...(runSignal ? [runSignal] : [])])
  let job = started
  const addresses: string[] = []
  const { maxWorkers, bulkPageRows } = salesforce.settings
  async function* pages() {
    const path = pathOf(started)
    for await (const page of resultPages(salesforce, path, bulkPageRows, signal)) {
      addresses[page.index] = page.address
      if (page.isChained && page.index === 0) job = { ...started, pages: 0, read: 0, ahead: [] }
      if (page.index === started.pages - 1 && started.last !== page.address) throw notTheSame(plan)
      if (page.isChained || !isPageRead(started, page.index)) yield readPage(page)
    }
  }
  async function* readPage(page: ResultPage) {
    const rows = yield* readPageAgain(salesforce, plan, page, signal)
    job = withPageRead(job, { ...page, rows }, (index) => addresses[index])
    onProgress(job)
  }
  try {
    yield* interleave(pages(), maxWorkers)
    if (job.read !== job.rows) throw rowsMissing(plan, job)
  } finally {
    ending.abort()
  }
}

/** How often a page is read before its job is left to the next run. */
const pageTries = 3

/**
 * Reads a page, and again from its beginning where it breaks off or comes short: then rows of it are
 * written twice, and none is lost.
 */
async function* readPageAgain(
  salesforce: Salesforce,
  plan: RecordPlan,
  page: ResultPage,
  signal: AbortSignal,
): AsyncGenerator<RecordBlock, number, undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return yield* readPageOnce(salesforce, plan, page, signal)
    } catch (error) {
      if (isRefusal(error)) throw notTheSame(plan)
      if (!(error instanceof RequestError && error.isRetryable) || tries === pageTries) throw error
      salesforce.log.info('a page of a Bulk result broke off, read again', {
        object: plan.object.name,
        page: page.index,
        reason: error.message,
      })
      // A connection that broke is mostly good again; what is not may need a moment.
      await salesforce.clock.sleep(tries - 1, signal)
    }
  }
}

async function* readPageOnce(
  salesforce: Salesforce,
  plan: RecordPlan,
  page: ResultPage,
  signal: AbortSignal,
): AsyncGenerator<RecordBlock, number, undefined> {
  const { headers, body } = await salesforce.download(page.address, {
    signal,
    headers: { accept: 'text/csv' },
    endpoint: 'jobs/query/{id}/results',
  })
  page.onHeaders(headers)
  const records = new CsvRecords(plan)
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      yield* records.push(chunk)
    }
    yield* records.end()
  } finally {
    body.destroy()
    salesforce.countBytes(bytes)
  }
  const told = Number(headers.get('sforce-numberofrecords') ?? records.rows)
  if (records.rows !== told) {
    throw new RequestError(
      `A page of a Bulk result of ${plan.object.name} holds ${records.rows} rows instead of ${told}.`,
      { isRetryable: true },
    )
  }
  return records.rows
}

const rowsMissing = (plan: RecordPlan, { read, rows }: SavedJob) =>
  new BrokenResultError(
    `The pages of a Bulk result of ${plan.object.name} hold ${read} rows, and the job found ${rows}. ` +
      'It is asked for anew in the next run.',
    { isRetryable: false },
  )

const notTheSame = (plan: RecordPlan) =>
  new BrokenResultError(
    `The Bulk result of ${plan.object.name} that the last run began to read is not there any more. ` +
      'It is asked for anew.',
    { isRetryable: false },
  )
