import type { SearchReport } from './search/search-table.ts'

/** How a table is brought up to its snapshot: by its changes, or built anew and swapped in. */
export type LoadMode = 'incremental' | 'historic'

/** What became of one table. */
export interface TableReport {
  readonly table: string
  /** The snapshot that the table now shows. */
  readonly snapshotId: string
  /** Counts the tables that have stood in this place; a historic load and a rollback change it. */
  readonly generation: number
  /** Whether nothing was done, because the snapshot was loaded before. */
  readonly skipped: boolean
  /** Rows of the table. */
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
  /** Rows that were there before, just so. */
  readonly unchanged: number
  /** Sent to PostgreSQL. */
  readonly bytes: number
  readonly seconds: number
}

/** What a load did. All of it is committed. */
export interface LoadReport {
  readonly customer: string
  readonly mode: LoadMode | 'rollback'
  readonly tables: readonly TableReport[]
  /** What became of the search indexes; none without a search server. */
  readonly search: readonly SearchReport[]
  readonly seconds: number
}

/** Measures from its call on; the result gives the seconds passed, to the millisecond. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => Math.round(performance.now() - start) / 1000
}
