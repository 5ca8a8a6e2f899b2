import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Says that its batches may be written in any order, and they may not. */
export const schemaChangeReorders: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) => ({
      ...collectBatches((records) => tables.write(name, records.map(rowOf), keyProperties)),
      isUnordered: true,
    }),
  })),
  fails: ['a changed SCHEMA keeps the order'],
}
