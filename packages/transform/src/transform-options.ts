import type { S3Options } from '@descant/lake'
import type { TableCatalog } from './catalog/table-catalog.ts'
import type { SparkOptions } from './engines/spark/spark-options.ts'
import type { Model } from './model/define-model.ts'

export interface TransformOptions {
  /** The tenant whose data is transformed. */
  readonly customer: string
  /** URL of the raw zone, `file:///…` or `s3://…`. */
  readonly raw: string
  /** URL of the processed zone. */
  readonly processed: string
  /** URL of the dead-letter zone. */
  readonly deadLetters: string
  /** URL of the state zone: the ledger of consumed raw objects lies there. */
  readonly state: string
  /** How S3 zones are reached. */
  readonly s3?: S3Options
  /**
   * 'incremental' merges raw objects that no run has consumed. 'historic' rebuilds every table from
   * all raw objects, into a new snapshot that takes the place of the old one at once.
   */
  readonly mode: 'incremental' | 'historic'
  /**
   * The type of each provider's source, where its name is not the type itself.
   *
   * @example { 'shop-eu': 'shopify', 'shop-us': 'shopify' }
   */
  readonly sources?: Readonly<Record<string, string>>
  /**
   * What is done to records: sources, tables, steps and rules.
   *
   * @default standardModel
   * @example defineModel({ base: standardModel, sources: [till] })
   */
  readonly model?: Model
  /**
   * How sure a trained linkage model must be that two records are of one person before they are made
   * one profile, from 0.5 to 1. Without a model records are linked by what they share alone.
   * @default 0.95
   */
  readonly matchProbability?: number
  /** Pairs from here up to `matchProbability` stand in `identity_review`. @default 0.5 */
  readonly reviewProbability?: number
  /**
   * Lets Spark do the work, where there is more than one machine's share of it: the same plan, the same
   * tables. @default DuckDB within this process
   */
  readonly spark?: SparkOptions
  /**
   * Where engines are to find the tables by name. What fails there is in the report, loses nothing, and
   * is tried again by the next run.
   * @default no catalog is told
   */
  readonly catalog?: TableCatalog
  /**
   * Where DuckDB begins to spill. It covers tables, sorting and joins; the process takes up to 512 MiB
   * beside it, for itself and for buffers of DuckDB's readers and writers. A container should have as
   * much as both. Raw records of many megabytes take more: buffers hold two of the longest a thread.
   * @default three quarters of the memory of this process
   */
  readonly memoryLimitMib?: number
  /** Threads of DuckDB; each takes memory of its own. @default the number of cores */
  readonly threads?: number
  /** Where files lie while a run works; removed when it ends. @default the system's */
  readonly temporaryDirectory?: string
  /**
   * How many days an older state of a table can be read for; the newest ten are kept in any case.
   * @default 7
   */
  readonly snapshotDays?: number
  readonly onProgress?: (progress: TransformProgress) => void
  /** Ends the run at the next statement; what was not committed is taken up by the next run. */
  readonly signal?: AbortSignal
  /** The clock. @default the system's */
  readonly now?: () => Date
}

/** What work on the tables of a customer needs to know, beside a run itself. */
export type TableWorkOptions = Pick<
  TransformOptions,
  | 'customer'
  | 'model'
  | 'processed'
  | 'state'
  | 's3'
  | 'memoryLimitMib'
  | 'threads'
  | 'temporaryDirectory'
  | 'signal'
  | 'now'
>

/** What a run is doing. */
export interface TransformProgress {
  readonly stage: TransformStage
  /** What of it, as `shop orders` or the name of a table. */
  readonly subject?: string
  /** Raw objects that are read in this step. */
  readonly objects?: number
}

export type TransformStage =
  | 'list'
  | 'read'
  | 'merge'
  | 'identity'
  | 'profiles'
  | 'quality'
  | 'publish'
  | 'spark'
  | 'close'
  | 'tidy'
