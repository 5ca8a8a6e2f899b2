import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Invents a key for a stream that has none. */
export const collapsesKeylessRecords: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => {
        const keys = keyProperties.length > 0 ? keyProperties : ['id']
        return tables.write(name, records.map(rowOf), keys)
      }),
  })),
  fails: ['a stream without a key keeps every record'],
}
