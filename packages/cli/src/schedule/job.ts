import type { Calendar } from '../calendar/calendar.ts'
import type { CatchUp } from './due-slots.ts'

/** What a schedule runs: the extraction of a source, or the making and loading of a customer's tables. */
export interface Job {
  /** `acme/shop` for a source, `acme` for the tables of a customer. */
  readonly id: string
  readonly customer: string
  /** Undefined for the tables. */
  readonly source?: string
  /** Undefined where the tables follow the sources. */
  readonly calendar?: Calendar
  readonly catchUp: CatchUp
  /** How much later than its calendar says it starts. */
  readonly jitterMilliseconds: number
  /** How long after a crash it may be run again. */
  readonly leaseMilliseconds: number
}

/**
 * Where a job stands. It is kept in the state zone, so that a schedule that is started again, or on
 * another machine, goes on from it.
 */
export interface JobRecord {
  /** The moment that was dealt with last, or is now; undefined for tables that follow the sources. */
  readonly slot?: string
  /** `unfinished`: time was up, or it was told to end; it goes on as soon as it may. */
  readonly status: 'running' | 'done' | 'failed' | 'unfinished'
  /** Who has taken it on: no two runs have the same. */
  readonly run: string
  readonly started_at: string
  readonly ended_at?: string
  readonly exit_code?: number
  /** The last words of a run that did not do all; without secrets, and without values of records. */
  readonly message?: string
  /** Grows by one with each run that has ended, however it ended. */
  readonly sequence: number
  /** Of tables: the sequence of each source when the run began. */
  readonly covers?: Readonly<Record<string, number>>
  /** When its first run began. */
  readonly known_since: string
  /** When the last run began that did all there was to do. */
  readonly whole_at?: string
  /** When the last run failed after the last one that did not; undefined while all is well. */
  readonly failing_since?: string
}

/** The latest known records, by the id of their jobs. */
export type JobRecords = ReadonlyMap<string, JobRecord>
