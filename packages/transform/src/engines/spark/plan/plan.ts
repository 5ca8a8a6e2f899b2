/**
 * What Spark is to do, as data: `spark/runner.py` reads it, does it in order, and writes a report last.
 * The runner knows nothing of what it computes; all that a plan means stands in its SQL.
 */
export interface SparkPlan {
  /** The form of plan and report. A runner refuses any other than its own. */
  readonly version: 2
  readonly run: string
  /** URL of the report. */
  readonly report: string
  /** URL of the folder that the rows of steps are kept below, until the run ends. */
  readonly checkpoint: string
  /** Settings of the session that queries count on, as `spark.sql.ansi.enabled`. */
  readonly session: Readonly<Record<string, string>>
  /** Settings of the session that the application may have set otherwise. */
  readonly advice: Readonly<Record<string, string>>
  readonly steps: readonly PlanStep[]
}

export type PlanStep =
  | ReadStep
  | TableStep
  | QueryStep
  | RepeatStep
  | WhenStep
  | AskStep
  | LinesStep
  | WriteStep

/** Raw objects as the relation `name`: the fields of the schema, `_file` (a key) and `_line`. */
interface ReadStep {
  readonly do: 'read'
  readonly name: string
  readonly objects: readonly { readonly key: string; readonly url: string }[]
  /** The fields of a record in Spark's DDL; every scalar is a text, so that no reader rounds it. */
  readonly schema: string
}

/** Parquet files as the relation `name`, each row with its `_file`: the path of it below the root. */
interface TableStep {
  readonly do: 'table'
  readonly name: string
  /** URL of the table's folder. */
  readonly root: string
  /** URLs in it. */
  readonly files: readonly string[]
  readonly schema: string
}

/** A query as the relation `name`. */
export interface QueryStep {
  readonly do: 'query'
  readonly name: string
  readonly query: string
  /** Whether its rows are kept, or the query itself takes its place where it is read. */
  readonly keep: boolean
}

/** Steps that are done until a query says 0, and steps that follow each round. Rounds of one name add up. */
export interface RepeatStep {
  readonly do: 'repeat'
  readonly name: string
  readonly steps: readonly QueryStep[]
  readonly until: string
  readonly next: readonly QueryStep[]
  /** Rounds after which something must be wrong. */
  readonly most: number
}

/** Steps that are done where a query says more than 0. */
interface WhenStep {
  readonly do: 'when'
  readonly name: string
  readonly query: string
  readonly steps: readonly PlanStep[]
}

/** A query whose few rows go into the report. */
interface AskStep {
  readonly do: 'ask'
  readonly name: string
  readonly query: string
}

/** A query whose many rows are written as NDJSON. */
interface LinesStep {
  readonly do: 'lines'
  readonly name: string
  readonly query: string
  readonly location: string
}

/** A query whose rows become Parquet files of a table. */
interface WriteStep {
  readonly do: 'write'
  readonly name: string
  readonly query: string
  /** A query without rows where the table is already so; null where it is to be written anyhow. */
  readonly changed: string | null
  readonly location: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** The values that the rows of a file have in common: the name of each in the file's path, and its SQL. */
  readonly partitionBy: readonly { readonly name: string; readonly value: string }[]
  /** About how large a file is to be. */
  readonly fileBytes: number
}
