import type { ApiType } from '../settings/settings.ts'

/** What is known when a window, or the rest of one, is to be read. */
export interface WindowFacts {
  readonly apiType: ApiType
  /** Whether a Bulk job may read the object. */
  readonly isInBulk: boolean
  /** Rows to read; infinite where counting them took too long. */
  readonly rows: number
  /** Queries that a page takes by REST: one for each group of columns. */
  readonly groups: number
  readonly bulkThresholdRows: number
  /** Whether what is left of the Bulk quotas allows another job. */
  readonly allowsBulk: boolean
  /** Calls that are left before the guard stops the run. */
  readonly callsLeft: number
}

/** Rows in a page of REST. */
export const restPageRows = 2000

/**
 * Chooses how to read a window: REST for few rows, which a job would keep waiting, Bulk for many,
 * which would cost a call for every two thousand. `none` where only a quota that is used up would do.
 */
export function chooseApi(facts: WindowFacts): 'rest' | 'bulk' | 'none' {
  const { apiType, isInBulk, rows, groups, allowsBulk, callsLeft } = facts
  const restCalls = Math.ceil(rows / restPageRows) * groups
  if (apiType === 'REST' || !isInBulk) return 'rest'
  if (apiType === 'BULK2') return allowsBulk ? 'bulk' : 'none'
  const wantsBulk = rows * groups >= facts.bulkThresholdRows || restCalls > callsLeft
  if (!wantsBulk) return 'rest'
  if (allowsBulk) return 'bulk'
  return restCalls <= callsLeft ? 'rest' : 'none'
}
