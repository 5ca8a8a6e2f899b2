import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Makes its columns once, and drops what a later SCHEMA adds. */
export const ignoresNewColumns: BrokenTarget = {
  ...createTableTarget((tables) => {
    const known = new Map<string, ReadonlySet<string>>()
    return {
      sink: (_, { name, schema, keyProperties }) => {
        const columns = known.get(name) ?? new Set(Object.keys(schema.properties ?? {}))
        known.set(name, columns)
        const kept = (row: Row): Row => ({
          ...row,
          columns: new Map([...row.columns].filter(([column]) => columns.has(column))),
        })
        return collectBatches((records) =>
          tables.write(name, records.map(rowOf).map(kept), keyProperties),
        )
      },
    }
  }),
  fails: ['a changed SCHEMA keeps the order'],
}
