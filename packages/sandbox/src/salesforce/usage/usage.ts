import type { Clock } from '../../clock.ts'
import { ApiError } from '../replies/api-error.ts'

const HOUR = 3600 * 1000
const DAY_HOURS = 24

/** The forms in which the API tells how much of its limit is used. */
export const limitInfoForms = ['plain', 'per-app', 'bursts'] as const
export type LimitInfoForm = (typeof limitInfoForms)[number]

/** What can be used up within any 24 hours. */
export class RollingCounter {
  readonly #clock: Clock
  readonly #hours = new Map<number, number>()
  maximum: number

  constructor(clock: Clock, maximum: number) {
    this.#clock = clock
    this.maximum = maximum
  }

  /** What the last 24 hours used. */
  get used(): number {
    const now = Math.floor(this.#clock.now() / HOUR)
    let sum = 0
    for (const [hour, count] of this.#hours) {
      if (hour > now - DAY_HOURS) sum += count
      else this.#hours.delete(hour)
    }
    return sum
  }

  get remaining(): number {
    return Math.max(0, this.maximum - this.used)
  }

  add(count = 1): void {
    const hour = Math.floor(this.#clock.now() / HOUR)
    this.#hours.set(hour, (this.#hours.get(hour) ?? 0) + count)
  }

  /** Makes it as if so much had been used just now, and nothing before. */
  set(count: number): void {
    this.#hours.clear()
    this.add(count)
  }
}

/** What the org allows in 24 hours, and how much of it is used. */
export class Usage {
  readonly requests: RollingCounter
  readonly bulkQueryJobs: RollingCounter
  readonly bulkQueryMegabytes: RollingCounter
  form: LimitInfoForm

  constructor(clock: Clock, dailyRequests: number, form: LimitInfoForm) {
    this.requests = new RollingCounter(clock, dailyRequests)
    this.bulkQueryJobs = new RollingCounter(clock, 10_000)
    this.bulkQueryMegabytes = new RollingCounter(clock, 976_562)
    this.form = form
  }

  /**
   * Counts a call.
   *
   * @throws ApiError REQUEST_LIMIT_EXCEEDED
   */
  spendRequest(): void {
    if (this.requests.remaining === 0) throw requestLimitExceeded()
    this.requests.add()
  }

  /** The header that goes with every answer. */
  get limitInfo(): string {
    const { used, maximum } = this.requests
    const plain = `api-usage=${used}/${maximum}`
    if (this.form === 'per-app') {
      return `${plain}; per-app-api-usage=${used}/${maximum}(appName=descant-sandbox)`
    }
    return this.form === 'bursts' ? `${plain}; api-bursts=1/750` : plain
  }

  /** What `GET /limits` tells. */
  get limits(): object {
    const limit = (counter: RollingCounter) => ({
      Max: counter.maximum,
      Remaining: counter.remaining,
    })
    const unused = (Max: number) => ({ Max, Remaining: Max })
    return {
      ConcurrentAsyncGetReportInstances: unused(200),
      ConcurrentSyncReportRuns: unused(20),
      DailyApiRequests: limit(this.requests),
      DailyAsyncApexExecutions: unused(250_000),
      DailyBulkApiBatches: unused(15_000),
      DailyBulkV2QueryFileStorageMB: limit(this.bulkQueryMegabytes),
      DailyBulkV2QueryJobs: limit(this.bulkQueryJobs),
      DailyWorkflowEmails: unused(1000),
      DataStorageMB: { Max: 1073, Remaining: 1024 },
      FileStorageMB: { Max: 1073, Remaining: 1048 },
      HourlyTimeBasedWorkflow: unused(1000),
      SingleEmail: unused(5000),
    }
  }
}

export const requestLimitExceeded = () =>
  new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
