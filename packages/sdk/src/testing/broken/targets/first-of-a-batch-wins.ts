import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes a batch from its end, so that the first of two with one key is what stays. */
export const firstOfABatchWins: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => tables.write(name, records.map(rowOf).reverse(), keyProperties)),
  })),
  fails: ['a repeated key replaces its record, or stands beside it'],
}
