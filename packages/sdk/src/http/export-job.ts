import { RequestError } from '../errors.ts'
import { type Logger, silentLogger } from '../log.ts'
import { type Clock, systemClock } from './clock.ts'

/** How a job stands. */
export type ExportStatus<Handle> =
  /** `progress` is told in the log, in the API's own measure. */
  | { readonly state: 'running'; readonly progress?: number | undefined }
  /** `handle` may now hold what is needed to fetch, as a URL. */
  | { readonly state: 'done'; readonly handle?: Handle }
  /** `reason` must hold nothing personal. */
  | { readonly state: 'failed'; readonly reason: string; readonly isRetryable?: boolean }
  /** The other side does not know it any more: it has expired, or was deleted. */
  | { readonly state: 'gone' }

/** An export that an API prepares on its own time: created, polled, then fetched. */
export interface ExportJob<Handle, Result> {
  /** Its name in logs and errors. */
  readonly name: string
  /** Begins a job. The handle is all that is needed to find it again, and survives JSON. */
  create(signal?: AbortSignal): Promise<Handle>
  poll(handle: Handle, signal?: AbortSignal): Promise<ExportStatus<Handle>>
  /** Yields what the job made, in an order that stays the same. */
  fetch(handle: Handle, signal?: AbortSignal): AsyncIterable<Result>
  /** Ends a job that nobody waits for any more. */
  cancel?(handle: Handle): Promise<void>
}

/** How often to ask. Short jobs are noticed soon, and long ones not asked to death. */
export interface PollIntervals {
  readonly firstSeconds: number
  readonly factor: number
  readonly maxSeconds: number
}

/** The default: after 1 s, then ever later, up to twice a minute. */
export const pollFromSecondsToHalfMinutes: PollIntervals = {
  firstSeconds: 1,
  factor: 1.5,
  maxSeconds: 30,
}

export interface ExportJobOptions<Handle> {
  /** The handle of an earlier run, from its state; the job is taken up and not created. */
  readonly resume?: Handle | undefined
  /** Keeps the handle for a later run; waited for before the first poll, and again when it changes. */
  readonly onHandle?: (handle: Handle) => void | Promise<void>
  /** @default pollFromSecondsToHalfMinutes */
  readonly intervals?: PollIntervals
  /** Seconds until a job that is not done is given up and cancelled. @default 86400, a day */
  readonly timeoutSeconds?: number
  /** Jobs that are created anew where one fails and says that another may not. @default 1 */
  readonly retries?: number
  readonly signal?: AbortSignal | undefined
  readonly log?: Logger
  readonly clock?: Clock
}

/**
 * Runs an export job to its results, or takes one up where an earlier run stopped. An abort leaves the
 * job running on the other side: the next run resumes it by its handle.
 *
 * @throws RequestError where the job fails or takes too long.
 * @example
 * for await (const page of runExportJob(bulkQuery, { resume: state.job, onHandle: save, signal })) {
 *   yield* page
 * }
 */
export async function* runExportJob<Handle, Result>(
  job: ExportJob<Handle, Result>,
  options: ExportJobOptions<Handle> = {},
): AsyncGenerator<Result, void, undefined> {
  const { resume, onHandle, signal, retries = 1 } = options
  let handle = resume
  for (let tries = 0; ; tries += 1) {
    if (handle === undefined) {
      handle = await job.create(signal)
      await onHandle?.(handle)
    }
    const end = await pollToEnd(job, handle, options)
    if (end.state === 'done') {
      if (end.handle !== undefined) {
        handle = end.handle
        await onHandle?.(handle)
      }
      yield* job.fetch(handle, signal)
      return
    }
    if (tries >= retries || !end.isRetryable) throw failed(job.name, end.reason, end.isRetryable)
    options.log?.warning('export job is created anew', { job: job.name, reason: end.reason })
    handle = undefined
  }
}

type End<Handle> =
  | { readonly state: 'done'; readonly handle?: Handle }
  | { readonly state: 'failed'; readonly reason: string; readonly isRetryable: boolean }

async function pollToEnd<Handle>(
  job: ExportJob<Handle, unknown>,
  handle: Handle,
  options: ExportJobOptions<Handle>,
): Promise<End<Handle>> {
  const { intervals = pollFromSecondsToHalfMinutes, timeoutSeconds = 86_400, signal } = options
  const { log = silentLogger, clock = systemClock } = options
  const end = clock.now() + timeoutSeconds * 1000
  for (let pause = intervals.firstSeconds; ; pause *= intervals.factor) {
    const status = await job.poll(handle, signal)
    if (status.state === 'done') return status
    if (status.state === 'failed') return { isRetryable: false, ...status }
    if (status.state === 'gone') {
      return { state: 'failed', reason: 'the other side knows it no more', isRetryable: true }
    }
    const left = (end - clock.now()) / 1000
    if (left <= 0) {
      await job.cancel?.(handle)
      return { state: 'failed', reason: `not done after ${timeoutSeconds} s`, isRetryable: false }
    }
    log.debug('export job is running', { job: job.name, progress: status.progress })
    await clock.sleep(Math.min(pause, intervals.maxSeconds, left), signal)
  }
}

const failed = (name: string, reason: string, isRetryable: boolean) =>
  new RequestError(
    `The export job ${name} failed: ${reason}. ` +
      (isRetryable
        ? 'Run again; it may work later.'
        : 'Ask for less at once, or look at it there.'),
    { isRetryable },
  )
