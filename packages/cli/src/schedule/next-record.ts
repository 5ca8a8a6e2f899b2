import { exitCodes } from '@descant/sdk'
import type { JobRecord } from './job.ts'

/** What a job is when a run takes it on. */
export function begunRecord(
  before: JobRecord | undefined,
  run: { readonly run: string; readonly slot: number | undefined; readonly now: number },
  covers: Readonly<Record<string, number>> | undefined,
): JobRecord {
  const first: Pick<JobRecord, 'sequence' | 'known_since'> & Partial<JobRecord> = {
    sequence: 0,
    known_since: iso(run.now),
  }
  const { exit_code: _code, ended_at: _end, message: _message, ...kept } = before ?? first
  return {
    ...kept,
    ...(run.slot === undefined ? {} : { slot: iso(run.slot) }),
    status: 'running',
    run: run.run,
    started_at: iso(run.now),
    ...(covers ? { covers } : {}),
  }
}

/** How a run of a job ended. */
export interface JobEnd {
  readonly exitCode: number
  /** The last words of a run that did not do all. */
  readonly message?: string
}

/** What a job is when its run has ended. */
export function endedRecord(begun: JobRecord, end: JobEnd, now: number): JobRecord {
  const { exitCode, message } = end
  const { failing_since: failingSince, ...rest } = begun
  const status = statusOf(exitCode)
  return {
    ...rest,
    status,
    ended_at: iso(now),
    exit_code: exitCode,
    ...(message ? { message: message.slice(0, mostWords) } : {}),
    sequence: begun.sequence + 1,
    ...(status === 'done' ? { whole_at: begun.started_at } : {}),
    ...(status === 'failed' ? { failing_since: failingSince ?? iso(now) } : {}),
    ...(status === 'unfinished' && failingSince ? { failing_since: failingSince } : {}),
  }
}

const mostWords = 500

const unfinished: readonly number[] = [
  exitCodes.timeSpent,
  exitCodes.interrupted,
  exitCodes.terminated,
]

/** A run of which some streams failed (4) is not whole, and its next moment is the next try. */
const statusOf = (exitCode: number): JobRecord['status'] => {
  if (exitCode === exitCodes.done) return 'done'
  return unfinished.includes(exitCode) ? 'unfinished' : 'failed'
}

const iso = (time: number) => new Date(time).toISOString()
