import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Takes the first answer of its database for a failure, and writes again. */
export const writesTwice: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches(async (records) => {
        await tables.write(name, records.map(rowOf), keyProperties)
        await tables.write(name, records.map(rowOf), keyProperties)
      }),
  })),
  fails: [
    'a stream without a key keeps every record',
    'streams that take turns stay apart',
    'slow commits change nothing',
  ],
}
