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
