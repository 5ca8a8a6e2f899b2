import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Fills one row after the other, and does not empty it between them. */
export const missingFieldInherits: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => {
        const columns = new Map<string, string>()
        const rows = records.map(rowOf).map((row): Row => {
          for (const [column, text] of row.columns) columns.set(column, text)
          return { version: row.version, columns: new Map(columns) }
        })
        return tables.write(name, rows, keyProperties)
      }),
  })),
  fails: [
    'values of every type arrive',
    'unions and nested values arrive',
    'numbers arrive to the last digit',
    'a missing optional field stays missing',
  ],
}
