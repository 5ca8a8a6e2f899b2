import type { CatalogReport } from './catalog/register-tables.ts'
import { TransformError } from './errors.ts'
import type { WaitingStream } from './ingest/hold-back.ts'
import type { RecordCounts, RowCounts } from './tables/count-outcomes.ts'

/** What came of one stream of one provider. */
export interface StreamReport extends RecordCounts {
  readonly provider: string
  readonly stream: string
  /** The table that its records are rows of. */
  readonly table: string
  /** Raw objects that were consumed. */
  readonly objects: number
  /** Of these, objects that could not be read to their end; each is a dead letter of its own. */
  readonly damagedObjects: number
}

/** What came of one table of the processed zone. */
export interface TableReport {
  readonly table: string
  readonly rowsBefore: number
  readonly rows: number
  /** Whether it has a new snapshot; a table whose rows did not change has none. */
  readonly committed: boolean
  /** The snapshot that readers see now. */
  readonly snapshotId: string
}

/** How a table stood up to one of its rules. */
export interface QualityReport {
  readonly table: string
  /** As `range total_price 0..`. */
  readonly rule: string
  readonly severity: 'warn' | 'fail'
  /** Rows that break it; of a table that is not fresh, all. */
  readonly violations: number
}

/** What a run did. */
export interface TransformReport {
  readonly customer: string
  readonly run: string
  readonly mode: 'incremental' | 'historic'
  /** Why a run that was to be incremental rebuilt all tables; undefined where it did not. */
  readonly rebuilt?: string
  readonly startedAt: Date
  readonly finishedAt: Date
  /** Raw objects of the customer, and those that were new and consumed. */
  readonly objects: { readonly listed: number; readonly consumed: number }
  readonly streams: readonly StreamReport[]
  /** Streams that no table is made of. Their objects wait for a version that knows them. */
  readonly unmapped: readonly {
    readonly provider: string
    readonly stream: string
    readonly objects: number
  }[]
  /** Streams whose schema took something away: these objects wait for `descant schema accept`. */
  readonly waiting: readonly WaitingStream[]
  /** Empty where nothing was new. */
  readonly tables: readonly TableReport[]
  /** Every rule of the tables that the run may have changed. */
  readonly quality: readonly QualityReport[]
  /** What became of each table in the catalog; empty where none is told. */
  readonly catalog: readonly CatalogReport[]
  /** Rounds that it took to find the connected records; 0 where no record was new. */
  readonly identityRounds: number
  /** How long each stage took. */
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
}

/**
 * Proves that nothing was lost between raw zone and tables.
 *
 * @throws {TransformError} `TRANSFORM_CONSERVATION` where a stream's records are not all accounted for.
 */
export function checkConservation(streams: readonly StreamReport[]): void {
  for (const { provider, stream, records, kept, superseded, deleted, deadLetters } of streams) {
    const accounted = kept + superseded + deleted + deadLetters
    if (accounted === records) continue
    throw new TransformError(
      'TRANSFORM_CONSERVATION',
      `Of ${records} records of ${provider} ${stream}, ${accounted} are accounted for (${kept} kept, ${superseded} superseded, ${deleted} deleted, ${deadLetters} dead letters). Nothing was committed; this is a fault of the transform, please report it.`,
    )
  }
}

/**
 * Proves that a table has the rows that were kept, and the old ones that stay.
 *
 * @throws {TransformError} `TRANSFORM_CONSERVATION` where it has more or fewer.
 */
export function checkRows(table: string, { rows, expected }: RowCounts): void {
  if (rows === expected) return
  throw new TransformError(
    'TRANSFORM_CONSERVATION',
    `The table ${table} would have ${rows} rows and should have ${expected}. Nothing was committed; this is a fault of the transform, please report it.`,
  )
}
