import type { Clock } from '../../clock.ts'
import { Random } from '../../random.ts'
import type { CompiledQuery } from '../soql/compile-query.ts'
import { longId } from '../store/record-id.ts'
import type { Row } from '../store/row.ts'
import type { CsvFormat } from './csv.ts'

const SEVEN_DAYS = 7 * 24 * 3600 * 1000

export type JobState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted'

/** A bulk query job. */
export interface QueryJob {
  readonly id: string
  readonly operation: 'query' | 'queryAll'
  readonly object: string
  /** As `v68.0`. */
  readonly version: string
  readonly format: CsvFormat
  readonly columnDelimiter: string
  readonly lineEnding: string
  readonly createdAt: number
  readonly query: CompiledQuery
  /** What was seen when the job was created, in no order that anybody can rely on. */
  readonly rows: readonly Row[]
  changedAt: number
  state: JobState
  errorMessage: string | undefined
  /** How often it still has to be asked for until it is done. */
  pollsLeft: number
  readonly polls: number
}

/** What a new job is made of. */
export type NewJob = Pick<
  QueryJob,
  'operation' | 'version' | 'format' | 'columnDelimiter' | 'lineEnding' | 'query' | 'rows' | 'polls'
> & { readonly errorMessage: string | undefined }

/** The bulk query jobs of an org. Each is kept for seven days. */
export class QueryJobs {
  readonly #clock: Clock
  readonly #seed: number
  readonly #jobs = new Map<string, QueryJob>()
  #count = 0

  constructor(clock: Clock, seed: number) {
    this.#clock = clock
    this.#seed = seed
  }

  create(settings: NewJob): QueryJob {
    const number = ++this.#count
    const now = this.#clock.now()
    const { query, rows } = settings
    const job: QueryJob = {
      ...settings,
      id: longId(`7505e00000${number.toString(36).toUpperCase().padStart(5, '0')}`),
      object: query.object.name,
      createdAt: now,
      changedAt: now,
      rows: query.isOrdered ? rows : shuffled(rows, new Random(this.#seed, 'job', number)),
      state: 'UploadComplete',
      pollsLeft: settings.polls,
    }
    this.#jobs.set(job.id, job)
    return job
  }

  /** A job by its id of 15 or 18 characters, as long as it is kept. */
  find(id: string): QueryJob | undefined {
    const job = this.#jobs.get(longId(id))
    return job !== undefined && job.createdAt + SEVEN_DAYS > this.#clock.now() ? job : undefined
  }

  /** All jobs that are kept, the last one first. */
  list(): QueryJob[] {
    return [...this.#jobs.keys()].flatMap((id) => this.find(id) ?? []).reverse()
  }

  delete(job: QueryJob): void {
    this.#jobs.delete(job.id)
  }

  /** Moves a job on by one step, as time would. */
  poll(job: QueryJob): void {
    if (job.state !== 'UploadComplete' && job.state !== 'InProgress') return
    if (job.pollsLeft > 0) {
      job.pollsLeft--
      this.change(job, 'InProgress')
    } else this.change(job, job.errorMessage === undefined ? 'JobComplete' : 'Failed')
  }

  change(job: QueryJob, state: JobState, errorMessage = job.errorMessage): void {
    if (job.state !== state) job.changedAt = this.#clock.now()
    job.state = state
    job.errorMessage = errorMessage
  }
}

function shuffled(rows: readonly Row[], random: Random): Row[] {
  const mixed = [...rows]
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = random.integer(0, index)
    const row = mixed[index] as Row
    mixed[index] = mixed[other] as Row
    mixed[other] = row
  }
  return mixed
}
