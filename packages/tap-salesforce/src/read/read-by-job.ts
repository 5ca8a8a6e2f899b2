import { type RecordBlock, runExportJob } from '@descant/sdk'
import { BrokenResultError } from '../bulk/broken-result-error.ts'
import { bulkQuery, removeJob } from '../bulk/bulk-query.ts'
import type { SavedJob } from '../bulk/saved-job.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { soqlOf } from '../soql/soql.ts'
import type { Keep, OpenWindow } from './open-window.ts'
import type { Reading } from './reading.ts'

/** `lost`: the job is to be begun anew. `refused`: Bulk does not take the object, or takes no more. */
export type JobOutcome = 'read' | 'lost' | 'refused'

/** Codes by which Salesforce says that the Bulk quotas are used up. */
const quotaCodes = ['LIMIT_EXCEEDED', 'EXCEEDED_QUOTA', 'TOO_MANY_JOBS'] as const

/**
 * Reads the rest of a window by a Bulk job: a new one, or the one that an earlier run began, from the
 * page on where that ended. The job is kept as soon as it is there.
 *
 * @param mayBeLost Whether a result that is not what it should be is answered with `lost`, or thrown.
 */
export async function* readByJob(
  reading: Reading,
  window: OpenWindow,
  keep: Keep,
  mayBeLost: boolean,
): AsyncGenerator<RecordBlock, JobOutcome, undefined> {
  const { salesforce, context } = reading
  const { after, since, until, job: resume } = window
  const parts = { ...reading.from, window: { since, until }, after }
  const soql = soqlOf({ ...parts, fields: reading.columnNames })
  let job: SavedJob | undefined = resume
  const onHandle = (next: SavedJob) => {
    job = next
    keep({ ...window, job })
  }
  const query = bulkQuery({ salesforce, plan: reading.plan, soql, onProgress: onHandle })
  const { signal, log } = context
  try {
    const { clock } = salesforce
    yield* runExportJob(query, { resume, onHandle, signal, log, clock })
    if (job !== undefined) await removeJob(salesforce, job)
    return 'read'
  } catch (error) {
    const isLost = error instanceof BrokenResultError
    if (!isLost && !isRefusal(error)) throw error
    // Nothing of this job is worth another try.
    keep({ ...window, job: undefined })
    if (isLost && mayBeLost) {
      log.warning('a Bulk result is not whole any more; asked for anew', { reason: error.message })
      return 'lost'
    }
    if (reading.drop(error)) return 'lost'
    if (isRefusal(error, ...quotaCodes)) {
      salesforce.quota.refuseBulk()
      return 'refused'
    }
    if (isLost || job !== undefined || isRefusal(error, 'QUERY_TIMEOUT')) throw error
    reading.isRefusedByBulk = true
    log.info('Bulk does not take the object; read by REST', { stream: reading.object.name })
    return 'refused'
  }
}
