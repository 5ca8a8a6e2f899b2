import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes to stdout, where only STATE may stand. */
export const printsToStdout: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => {
        process.stdout.write('')
        return tables.write(name, records.map(rowOf), keyProperties)
      }),
  })),
  fails: ['stdout holds nothing but STATE'],
}
