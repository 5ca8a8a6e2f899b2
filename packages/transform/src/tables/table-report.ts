import type { TableReport } from '../transform-report.ts'
import { type ProcessedTable, rowsOf } from './processed-tables.ts'
import type { PublishedTable } from './publish-table.ts'

/** What became of a table, as a run reports it. */
export const tableReport = (
  target: ProcessedTable,
  { snapshot, committed }: PublishedTable,
): TableReport => ({
  table: target.entity.name,
  rowsBefore: rowsOf(target),
  rows: rowsOf({ base: snapshot }),
  committed,
  snapshotId: snapshot.snapshotId,
})
