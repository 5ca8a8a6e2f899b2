import type { DataFile } from './data-file.ts'
import type { PartitionField } from './partition.ts'
import type { TableColumn } from './table-column.ts'
import type { TableSnapshot } from './table-snapshot.ts'

/** A change of a table, all of which becomes visible at once. */
export interface TableChange {
  /** The snapshot that the change was planned on; undefined for a new table. */
  readonly base: TableSnapshot | undefined
  readonly columns: readonly TableColumn[]
  /**
   * 'overwrite': all files of the table from now on, those of the base that stay included.
   * 'append': files to add; those of the base stay in any case.
   */
  readonly files: readonly DataFile[]
  readonly operation: 'append' | 'overwrite'
  /** Kept with the snapshot, as which run made it. */
  readonly summary?: Readonly<Record<string, string>>
  /**
   * What files are partitioned by. It may change only where no file of the base stays.
   * @default as the base; none for a new table
   */
  readonly partitionBy?: readonly PartitionField[]
}
