import type { ObjectStore } from '@descant/lake'
import type { Logger } from '@descant/sdk'
import type { Clock } from './clock.ts'
import type { Job, JobRecords } from './job.ts'
import { JobBook, type TakenJob } from './job-book.ts'
import type { JobEnd } from './next-record.ts'
import { plan, type Start } from './plan.ts'

/** What a run of a job is told. */
export interface JobContext {
  /** The moment of its calendar, in milliseconds since 1970; undefined for tables that follow. */
  readonly slot: number | undefined
  readonly signal: AbortSignal
}

export interface SchedulerOptions {
  readonly jobs: readonly Job[]
  /** The state zone of a customer. */
  readonly stateOf: (customer: string) => ObjectStore
  /** Runs a job to its end; `held` where another process is at it. */
  readonly runJob: (job: Job, context: JobContext) => Promise<JobEnd | 'held'>
  /**
   * Looks whether somebody has to be told something of a customer; says when it is to look again if
   * nothing happens before.
   */
  readonly watch: (customer: string, records: JobRecords) => Promise<number | undefined>
  readonly clock: Clock
  readonly log: Logger
  readonly signal: AbortSignal
  readonly parallelSources: number
  readonly parallelTables: number
  /** Runs what is due, each job once, and ends. @default false */
  readonly isOnce?: boolean
}

/** A job that another process holds, or whose state is out of reach, is looked at again after this. */
const postponeMilliseconds = 30_000
/** A watch that failed is tried again after this. */
const watchAgainMilliseconds = 60_000

/**
 * Runs jobs when they are due, until it is told to end. What it knows of them lies in the state zone:
 * killed at any moment and started again, here or elsewhere, it goes on from there. Each moment of a
 * job is taken on by compare-and-swap, so two schedulers over one project share the work.
 */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #book: JobBook
  readonly #running = new Set<string>()
  readonly #postponed = new Map<string, number>()
  readonly #watching = new Set<string>()
  readonly #watchAt = new Map<string, number>()
  readonly #ended = new Map<string, JobEnd>()
  readonly #work = new Set<Promise<void>>()
  #wake = new AbortController()

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#book = new JobBook(options.jobs, options.stateOf, () => options.clock.now())
  }

  /**
   * Works until the signal is aborted and all runs have ended, or with `isOnce` until nothing is due.
   *
   * @returns how each job ended last.
   * @throws {LakeError} where the state zone cannot be read at the beginning.
   */
  async run(): Promise<ReadonlyMap<string, JobEnd>> {
    const { clock, signal, jobs, isOnce } = this.#options
    const rouse = () => this.#wake.abort()
    signal.addEventListener('abort', rouse)
    await this.#book.open()
    for (const { customer } of jobs) this.#watchAt.set(customer, clock.now())
    while (!signal.aborted) {
      this.#wake = new AbortController()
      const wakeAt = this.#begin()
      const isWorking = this.#work.size > 0
      if (isOnce && !isWorking) break
      await clock.waitUntil(wakeAt, this.#wake.signal, isWorking)
    }
    await Promise.all(this.#work)
    signal.removeEventListener('abort', rouse)
    return this.#ended
  }

  /** Starts what is due, and says when to look again. */
  #begin(): number {
    const now = this.#options.clock.now()
    const { starts, wakeAt = Number.POSITIVE_INFINITY } = plan({
      ...this.#options,
      now,
      records: this.#book.records(),
      running: this.#running,
      postponed: this.#postponed,
    })
    for (const start of starts) this.#do(this.#running, start.job.id, () => this.#runJob(start))
    for (const [customer, at] of this.#watchAt) {
      if (at <= now) this.#do(this.#watching, customer, () => this.#watch(customer))
    }
    return Math.min(wakeAt, ...this.#watchAt.values())
  }

  /** Does something beside all else; whoever waits is roused when it has ended. */
  #do(set: Set<string>, key: string, action: () => Promise<void>): void {
    if (set.has(key)) return
    set.add(key)
    const work = action().finally(() => {
      set.delete(key)
      this.#work.delete(work)
      this.#wake.abort()
    })
    this.#work.add(work)
  }

  async #runJob({ job, slot }: Start): Promise<void> {
    const { clock, log } = this.#options
    try {
      const taken = await this.#book.take(job, slot)
      if (taken === 'stale') return
      if (taken === 'held' || !(await this.#runTaken(taken, slot))) {
        log.info('another process runs it', { job: job.id })
        this.#postpone(job)
        return
      }
    } catch (error) {
      const { message } = error as Error
      log.error('the state zone is out of reach; the job waits', { job: job.id, error: message })
      this.#postpone(job)
    }
    this.#watchAt.set(job.customer, clock.now())
  }

  /** Runs a job that was taken on, and says whether it was run, here and to its end. */
  async #runTaken(taken: TakenJob, slot: number | undefined): Promise<boolean> {
    const { log, runJob, signal, isOnce } = this.#options
    const { job, lease } = taken
    const facts = {
      job: job.id,
      ...(slot === undefined ? {} : { slot: new Date(slot).toISOString() }),
    }
    try {
      log.info('run begins', facts)
      const context = { slot, signal: AbortSignal.any([signal, lease.signal]) }
      const end = await runJob(job, context).catch(endOfError)
      if (end === 'held' || lease.signal.aborted) return false
      log.info('run ended', { ...facts, exit_code: end.exitCode })
      this.#ended.set(job.id, end)
      await this.#book.note(taken, end)
      if (isOnce) this.#postpone(job)
      return true
    } finally {
      await lease.release()
    }
  }

  async #watch(customer: string): Promise<void> {
    const { clock, log, watch, isOnce } = this.#options
    this.#watchAt.delete(customer)
    let again: number | undefined
    try {
      again = await watch(customer, this.#book.records())
    } catch (error) {
      const { message } = error as Error
      log.error('freshness and alerts wait', { customer, error: message })
      again = clock.now() + watchAgainMilliseconds
    }
    if (again !== undefined && !isOnce && !this.#watchAt.has(customer))
      this.#watchAt.set(customer, again)
  }

  #postpone({ id }: Job): void {
    const { clock, isOnce } = this.#options
    this.#postponed.set(id, isOnce ? Number.POSITIVE_INFINITY : clock.now() + postponeMilliseconds)
  }
}

/** A run that throws has failed; what is thrown is told like any other last words. */
const endOfError = (error: Error & { exitCode?: number }): JobEnd => ({
  exitCode: error.exitCode ?? 1,
  message: error.message,
})
