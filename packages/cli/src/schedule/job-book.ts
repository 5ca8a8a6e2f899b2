import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { type Lease, LeaseHeldError, type ObjectStore, takeLease } from '@descant/lake'
import type { Job, JobRecord, JobRecords } from './job.ts'
import { type KnownRecord, readJobRecord, writeJobRecord } from './job-records.ts'
import { begunRecord, endedRecord, type JobEnd } from './next-record.ts'

/** A run of a job that this process has taken on. Whoever takes it releases the lease. */
export interface TakenJob {
  readonly job: Job
  readonly begun: JobRecord
  readonly lease: Lease
}

/** What one scheduler knows of its jobs, kept in step with the state zone. */
export class JobBook {
  readonly #jobs: readonly Job[]
  readonly #stateOf: (customer: string) => ObjectStore
  readonly #now: () => number
  readonly #known = new Map<string, KnownRecord>()

  constructor(jobs: readonly Job[], stateOf: (customer: string) => ObjectStore, now: () => number) {
    this.#jobs = jobs
    this.#stateOf = stateOf
    this.#now = now
  }

  /** Reads every job anew. */
  async open(): Promise<void> {
    for (const job of this.#jobs) await this.#refresh(job)
  }

  records(): JobRecords {
    const entries = [...this.#known].flatMap(([id, { record }]) =>
      record ? [[id, record] as const] : [],
    )
    return new Map(entries)
  }

  /**
   * Takes a moment of a job on, under a lease of its own, so that a run that is noted as going on and
   * whose lease is free is known to be dead.
   *
   * @returns `held` where another scheduler has it, `stale` where somebody did anything with the job
   * since it was read: then it is to be planned anew.
   */
  async take(job: Job, slot: number | undefined): Promise<TakenJob | 'held' | 'stale'> {
    const lease = await this.#lease(job)
    if (!lease) return 'held'
    const planned = this.#known.get(job.id)
    const known = await this.#refresh(job)
    if (known.etag === planned?.etag) {
      const run = { run: randomUUID(), slot, now: this.#now() }
      const begun = begunRecord(known.record, run, this.#covers(job))
      if (await this.#write(job, begun, known)) return { job, begun, lease }
    }
    await lease.release()
    return 'stale'
  }

  /** Notes how a run ended, unless another scheduler has taken over: the lease was lost then. */
  async note({ job, begun }: TakenJob, end: JobEnd): Promise<void> {
    const ended = endedRecord(begun, end, this.#now())
    const known = this.#known.get(job.id) as KnownRecord
    // It counts here from now on, even where it cannot be written: nothing is run twice.
    this.#known.set(job.id, { ...known, record: ended })
    if (!(await this.#write(job, ended, known))) await this.#refresh(job)
  }

  async #lease({ customer, source, leaseMilliseconds }: Job): Promise<Lease | undefined> {
    const name = source === undefined ? 'schedule' : `schedule-${source}`
    try {
      return await takeLease(this.#stateOf(customer), customer, name, {
        holder: `descant schedule on ${hostname()} (process ${process.pid})`,
        milliseconds: leaseMilliseconds,
        now: this.#now,
      })
    } catch (error) {
      if (error instanceof LeaseHeldError) return undefined
      throw error
    }
  }

  async #write(job: Job, record: JobRecord, known: KnownRecord): Promise<boolean> {
    const written = await writeJobRecord(this.#stateOf(job.customer), job, record, known)
    if (written) this.#known.set(job.id, written)
    return written !== undefined
  }

  /** Reads a job anew. Where nobody has changed it, what is known here stands: it may be ahead. */
  async #refresh(job: Job): Promise<KnownRecord> {
    const known = this.#known.get(job.id)
    const stored = await readJobRecord(this.#stateOf(job.customer), job)
    if (known && known.etag === stored.etag) return known
    this.#known.set(job.id, stored)
    return stored
  }

  /** How often each source of a customer has run by now, for its tables. */
  #covers({ customer, source }: Job): Readonly<Record<string, number>> | undefined {
    if (source !== undefined) return undefined
    const sources = this.#jobs.filter(
      (job) => job.customer === customer && job.source !== undefined,
    )
    return Object.fromEntries(
      sources.map((job) => [job.source, this.#known.get(job.id)?.record?.sequence ?? 0]),
    )
  }
}
