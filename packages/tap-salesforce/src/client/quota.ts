import { QuotaError } from '@descant/sdk'
import { limitInfo, type Usage } from './limit-info.ts'

/** How much may be used, in percent of what the org has a day. */
export interface QuotaLimits {
  readonly percentTotal: number
  readonly percentPerRun: number
}

/** What `/limits` says of a limit. */
interface DailyLimit {
  readonly Max: number
  readonly Remaining: number
}

/** The limits that a reader meets (REST API, "Limits"). */
export interface DailyLimits {
  readonly DailyApiRequests?: DailyLimit
  readonly DailyBulkV2QueryJobs?: DailyLimit
  readonly DailyBulkV2QueryFileStorageMB?: DailyLimit
}

const percentOf = ({ used, most }: Usage) => (most > 0 ? (100 * used) / most : 0)

/**
 * The guard of what all clients of an org share. Every answer tells how much of the API calls is
 * used; Bulk jobs and their storage are told by `/limits` and counted on from there. One guard for
 * all streams of a run.
 */
export class Quota {
  readonly #limits: QuotaLimits
  #calls = 0
  #api: Usage | undefined
  #perApp: Usage | undefined
  #jobs: Usage | undefined
  #megabytes: Usage | undefined
  #isBulkRefused = false

  constructor(limits: QuotaLimits) {
    this.#limits = limits
  }

  /** Calls that this run has made. */
  get calls(): number {
    return this.#calls
  }

  /**
   * Asks for leave to make a call.
   *
   * @throws QuotaError where this run, or all together, have used as much as they may.
   */
  call(): void {
    const { percentTotal, percentPerRun } = this.#limits
    for (const [usage, of] of [
      [this.#api, 'API calls of the org'],
      [this.#perApp, 'API calls of the app'],
    ] as const) {
      if (usage && percentOf(usage) >= percentTotal) {
        throw stopped(`${usage.used} of ${usage.most} ${of} are used`, 'quota_percent_total')
      }
    }
    if (this.#api && percentOf({ used: this.#calls, most: this.#api.most }) >= percentPerRun) {
      const words = `this run has made ${this.#calls} of ${this.#api.most} API calls`
      throw stopped(words, 'quota_percent_per_run')
    }
    this.#calls++
  }

  /** Takes in what an answer tells. */
  hear(header: string | null): void {
    const { apiUsage, perAppUsage } = limitInfo(header)
    this.#api = apiUsage ?? this.#api
    this.#perApp = perAppUsage ?? this.#perApp
  }

  /** Takes in what `/limits` tells. */
  hearLimits(limits: DailyLimits): void {
    const usage = (limit: DailyLimit | undefined): Usage | undefined =>
      limit && { used: limit.Max - limit.Remaining, most: limit.Max }
    this.#api ??= usage(limits.DailyApiRequests)
    this.#jobs = usage(limits.DailyBulkV2QueryJobs)
    this.#megabytes = usage(limits.DailyBulkV2QueryFileStorageMB)
  }

  /** Counts a Bulk job that was begun. */
  countJob(): void {
    if (this.#jobs) this.#jobs = { ...this.#jobs, used: this.#jobs.used + 1 }
  }

  /** Counts the result of a Bulk job. */
  countBytes(bytes: number): void {
    const { used = 0, most = 0 } = this.#megabytes ?? {}
    if (this.#megabytes) this.#megabytes = { used: used + bytes / 2 ** 20, most }
  }

  /** Takes note that Salesforce itself refused another Bulk job. */
  refuseBulk(): void {
    this.#isBulkRefused = true
  }

  /** Whether another Bulk job may be begun. */
  get allowsBulk(): boolean {
    const { percentTotal } = this.#limits
    const isFree = (usage: Usage | undefined) => !usage || percentOf(usage) < percentTotal
    return !this.#isBulkRefused && isFree(this.#jobs) && isFree(this.#megabytes)
  }

  /** Calls that are left before the guard stops the run; infinite until an answer has told. */
  get callsLeft(): number {
    if (!this.#api) return Number.POSITIVE_INFINITY
    const { most, used } = this.#api
    const { percentTotal, percentPerRun } = this.#limits
    const total = (most * percentTotal) / 100 - used
    return Math.max(0, Math.floor(Math.min(total, (most * percentPerRun) / 100 - this.#calls)))
  }
}

/** The error of a Bulk quota that is used up where nothing but Bulk would do. */
export const bulkQuotaSpent = (object: string) =>
  stopped(
    `The Bulk jobs or their storage are used, and ${object} has more rows than API calls are left for`,
    'quota_percent_total',
  )

const stopped = (what: string, setting: string) =>
  new QuotaError(
    `Stopped to save the quota: ${what}. What was read is in the STATE; run again when the 24 hours ` +
      `have moved on, or allow more by ${setting}.`,
  )
