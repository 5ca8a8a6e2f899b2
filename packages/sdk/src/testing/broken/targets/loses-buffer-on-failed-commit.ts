import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Drops a batch that could not be written, and goes on. */
export const losesBufferOnFailedCommit: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches(async (records) => {
        try {
          await tables.write(name, records.map(rowOf), keyProperties)
        } catch {
          // The next batch may fare better.
        }
      }),
  })),
  fails: ['a destination that fails acknowledges nothing'],
}
