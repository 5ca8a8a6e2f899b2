import type { ObjectStore } from '@descant/lake'
import type { Duck } from '@descant/lake/duckdb'
import type { SuppressionList } from '../erasure/suppression-list.ts'
import type { Splits } from '../identity/splits.ts'
import type { Linkage } from '../linkage/judge-pairs.ts'
import type { Model } from '../model/define-model.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { ProcessedTables } from '../tables/processed-tables.ts'
import type { TransformProgress } from '../transform-options.ts'

/** The zones of a deployment, opened. */
export interface Zones {
  readonly raw: ObjectStore
  readonly processed: ObjectStore
  readonly deadLetters: ObjectStore
  readonly state: ObjectStore
}

/** What the stages of one run share. */
export interface RunContext {
  readonly zones: Zones
  /** What is done to records. */
  readonly model: Model
  readonly customer: string
  /** The type of each provider's source, where its name is not the type itself. */
  readonly sources: Readonly<Record<string, string>>
  /** The id of the run: when it started, and something that no other run has. */
  readonly run: string
  readonly startedAt: Date
  readonly duck: Duck
  readonly dialect: Dialect
  /** A folder of this run's own; gone when it ends. */
  readonly directory: string
  readonly tables: ProcessedTables
  /** Whether tables are rebuilt from nothing. */
  readonly isRebuild: boolean
  /** Whether everything may be new, and not only what records came of. */
  readonly isWhole: boolean
  /** Who is to be kept out of every table. */
  readonly suppression: SuppressionList
  /** Which records are to stay apart from all others. */
  readonly splits: Splits
  /** What links records that share no identifier; undefined where no model was trained. */
  readonly linkage: Linkage | undefined
  readonly progress: (progress: TransformProgress) => void
}
