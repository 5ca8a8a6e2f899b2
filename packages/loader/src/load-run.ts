import type { ObjectStore } from '@descant/lake'
import type { Duck } from '@descant/lake/duckdb'
import type { PostgresSession } from './postgres/postgres.ts'

/** What a load is doing. A table goes through some of these in order. */
export type LoadStep =
  | 'waiting for another load'
  | 'copying'
  | 'checking'
  | 'merging'
  | 'swapping'
  | 'indexing'
  | 'loaded'
  | 'already loaded'

export interface LoadProgress {
  readonly table: string
  readonly step: LoadStep
  /** Rows of the snapshot. */
  readonly rows?: number
  /** Bytes sent for the table so far: to PostgreSQL, or to the search server (`indexing`). */
  readonly bytes?: number
}

/** What every change of a customer's tables in the database needs. */
export interface DatabaseRun {
  readonly customer: string
  readonly session: PostgresSession
  /** How long readers are waited for where a table is taken from them. */
  readonly lockTimeoutSeconds: number
  readonly onProgress: (progress: LoadProgress) => void
}

/** All that the parts of one load share. */
export interface LoadRun extends DatabaseRun {
  readonly store: ObjectStore
  readonly duck: Duck
  /** A folder of this run's own, removed when it ends. */
  readonly directory: string
}
