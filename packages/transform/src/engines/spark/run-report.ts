import { TransformError } from '../../errors.ts'
import type { Tally } from '../../tables/count-outcomes.ts'

/** A file that the runner has written. */
export interface WrittenFile {
  /** Relative to the location of its step. */
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** Values that are not null, by column. */
  readonly values: Readonly<Record<string, number>>
  readonly lower: Readonly<Record<string, string>>
  readonly upper: Readonly<Record<string, string>>
  /** The value of each of the step's partitions. */
  readonly partition: readonly (string | null)[]
}

/** What the runner did, as it says last. */
export interface RunReport {
  readonly version: 2
  readonly run: string
  /** The rows of each `ask`. */
  readonly answers: Readonly<Record<string, readonly Tally[]>>
  /** The rounds of each `repeat`. */
  readonly rounds: Readonly<Record<string, number>>
  /** The files of each `write`; null where nothing had changed. */
  readonly files: Readonly<Record<string, readonly WrittenFile[] | null>>
  /** The files of each `lines`, relative to its location. */
  readonly lines: Readonly<Record<string, readonly string[]>>
  /** Keys of raw objects that cannot be unpacked to their end. */
  readonly damaged: readonly string[]
}

/**
 * Reads a report.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_REPORT` where there is none, or it is of another run.
 */
export function parseRunReport(body: Buffer | undefined, run: string): RunReport {
  const report = body && (JSON.parse(body.toString()) as RunReport)
  if (report?.version === 2 && report.run === run) return report
  throw new TransformError(
    'TRANSFORM_SPARK_REPORT',
    'Spark ended without the report of this run. Nothing was committed; look into the log of the job, and run again.',
  )
}

/**
 * The first row of an answer.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_REPORT` where the runner did not answer.
 */
export function answerOf({ answers }: RunReport, name: string): Tally {
  const row = answers[name]?.[0]
  if (row !== undefined) return row
  throw reportLacks(`the answer ${name}`)
}

export const reportLacks = (what: string): TransformError =>
  new TransformError(
    'TRANSFORM_SPARK_REPORT',
    `The report of Spark lacks ${what}: its runner is of another release. Nothing was committed.`,
  )
