import { encodePathPart, ObjectChangedError, type ObjectStore } from '@descant/lake'
import type { Job, JobRecord } from './job.ts'

/** The record of a job as it was read, and what names that version of it. */
export interface KnownRecord {
  readonly record: JobRecord | undefined
  /** Null where there is none yet. */
  readonly etag: string | null
}

/** The object of the state zone that says where a job stands. */
const jobRecordKey = ({ customer, source }: Job): string =>
  `${encodePathPart(customer)}/schedule/${source === undefined ? 'tables' : `sources/${encodePathPart(source)}`}.json`

/** Reads where a job stands. A record that is damaged counts as none: the job runs once more. */
export async function readJobRecord(state: ObjectStore, job: Job): Promise<KnownRecord> {
  const object = await state.get(jobRecordKey(job))
  if (!object) return { record: undefined, etag: null }
  try {
    return { record: JSON.parse(object.body.toString()) as JobRecord, etag: object.etag }
  } catch {
    return { record: undefined, etag: object.etag }
  }
}

/**
 * Writes where a job stands, by compare-and-swap.
 *
 * @returns undefined where another process has changed it meanwhile.
 */
export async function writeJobRecord(
  state: ObjectStore,
  job: Job,
  record: JobRecord,
  known: KnownRecord,
): Promise<KnownRecord | undefined> {
  try {
    const body = Buffer.from(`${JSON.stringify(record)}\n`)
    const { etag } = await state.replace(jobRecordKey(job), body, known.etag)
    return { record, etag }
  } catch (error) {
    if (error instanceof ObjectChangedError) return undefined
    throw error
  }
}
