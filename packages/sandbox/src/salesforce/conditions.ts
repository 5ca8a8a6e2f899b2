/** Under which conditions an org answers. They can be changed while it runs. */
export interface Conditions {
  /** The most records that a page of a query has. @default 2000 */
  pageRecords: number
  /** The most rows that a page of a bulk job has, unless the client asks otherwise. @default 50000 */
  bulkPageRecords: number
  /** How often a bulk job has to be asked for until it is done. @default 1 */
  bulkPolls: number
  /** By how much every answer is late. @default 0 */
  latencyMilliseconds: number
  /** How long a change takes to be seen. @default 0 */
  visibilityLagMilliseconds: number
  /**
   * A query of which the records times the days of its window are more than this times out.
   * @default Number.POSITIVE_INFINITY
   */
  queryTimeoutThreshold: number
}

/** An org that is told nothing answers at once. */
export const usualConditions: Readonly<Conditions> = {
  pageRecords: 2000,
  bulkPageRecords: 50_000,
  bulkPolls: 1,
  latencyMilliseconds: 0,
  visibilityLagMilliseconds: 0,
  queryTimeoutThreshold: Number.POSITIVE_INFINITY,
}

/** What the conditions are called on the wire. */
export const conditionNames = {
  page_records: 'pageRecords',
  bulk_page_records: 'bulkPageRecords',
  bulk_polls: 'bulkPolls',
  latency_ms: 'latencyMilliseconds',
  visibility_lag_ms: 'visibilityLagMilliseconds',
  query_timeout_threshold: 'queryTimeoutThreshold',
} as const satisfies Readonly<Record<string, keyof Conditions>>
