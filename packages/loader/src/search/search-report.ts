/** What became of the index of one table. */
export interface SearchReport {
  readonly table: string
  /** The alias that readers ask. */
  readonly alias: string
  readonly index: string
  /** The same as that of the table in the database. */
  readonly generation: number
  readonly snapshotId: string
  /** Whether nothing was sent, because the index held the snapshot already. */
  readonly skipped: boolean
  /** Documents and deletions that were sent. */
  readonly sent: number
  /** Documents that the server refused, which are among the dead letters. */
  readonly rejected: number
  readonly bytes: number
}
