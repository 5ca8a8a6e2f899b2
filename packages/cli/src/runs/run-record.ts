/** A part of the pipeline that runs by itself. */
export type RunStage = 'extract' | 'transform' | 'load'

/** What is run: a stage of a customer, and for an extraction the source. */
export interface RunSubject {
  readonly customer: string
  readonly stage: RunStage
  readonly source?: string
}

/** How a run ended. A run that is still `running` and whose lease has ended was killed. */
export type RunStatus =
  | 'running'
  | 'succeeded'
  /** Some streams or windows failed. */
  | 'partial'
  | 'failed'
  /** It ended itself in time or was told to end; the next one goes on. */
  | 'stopped'

/** How one program of a run ended. */
export interface ProgramEnd {
  readonly exit_code: number | null
  readonly signal: string | null
  /** Its last line that begins with CRITICAL, or the last one. */
  readonly last_line: string
}

/** One try of a run. */
export interface RunAttempt {
  readonly started_at: string
  readonly ended_at: string
  readonly exit_code: number
  /** Why, in a few words. */
  readonly verdict: string
  readonly tap?: ProgramEnd
  readonly target?: ProgramEnd
  /** STATEs that were kept. */
  readonly states: number
}

/** How many records of a stream each end of the pipe counted. */
export interface StreamTally {
  tap: number
  target: number
}

/** Whether everything that the tap sent is in the raw zone or the dead letters. */
export interface Conservation {
  /** Null where one end did not tell, as one that was killed. */
  readonly holds: boolean | null
  readonly tap_records: number
  readonly raw_records: number
  readonly dead_letters: number
}

/** What a run was and did: an object of the state zone. */
export interface RunRecord {
  readonly run: string
  readonly customer: string
  readonly stage: RunStage
  readonly source: string | null
  readonly status: RunStatus
  readonly exit_code: number | null
  readonly message: string | null
  readonly started_at: string
  readonly ended_at: string | null
  readonly seconds: number | null
  readonly host: string
  readonly pid: number
  readonly lease_token: number | null
  /** The scheduled time it ran for; null where a person or a pipeline started it. */
  readonly scheduled_for: string | null
  readonly attempts: readonly RunAttempt[]
  readonly states: { readonly from: number | null; readonly to: number | null }
  readonly streams: Readonly<Record<string, StreamTally>>
  readonly conservation: Conservation | null
  /** The report of a transform or load. */
  readonly report: unknown
  readonly versions: Readonly<Record<string, string>>
}

/** A name for a run that sorts by time: `20261123T020000123Z-1f2e3d4c`. */
export const runName = (at: Date, random: string): string =>
  `${at.toISOString().replaceAll(/[-:.]/g, '')}-${random}`
