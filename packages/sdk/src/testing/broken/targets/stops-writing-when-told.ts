import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes nothing more when it is told to end, and says that it has. */
export const stopsWritingWhenTold: BrokenTarget = {
  ...createTableTarget((tables) => {
    let isTold = () => false
    return {
      connect: (_, { signal }) => {
        isTold = () => signal.aborted
        return tables
      },
      sink: (_, { name, keyProperties }) =>
        collectBatches(async (records) => {
          if (!isTold()) await tables.write(name, records.map(rowOf), keyProperties)
        }),
    }
  }),
  fails: ['a run that is told to end goes on'],
}
