import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Leaves a record alone whose key is there already. */
export const firstRecordWins: BrokenTarget = {
  ...createTableTarget((tables) => {
    const seen = new Set<string>()
    return {
      sink: (_, { name, keyProperties }) =>
        collectBatches((records) => {
          const fresh = records.filter(({ message }) => {
            const key = JSON.stringify([name, ...keyProperties.map((own) => message.record[own])])
            const isFresh = keyProperties.length === 0 || !seen.has(key)
            seen.add(key)
            return isFresh
          })
          return tables.write(name, fresh.map(rowOf), keyProperties)
        }),
    }
  }),
  fails: [
    'a repeated key replaces its record, or stands beside it',
    'a key of several parts is one key',
    'a changed SCHEMA keeps the order',
    'a destination that fails acknowledges nothing',
    'a version is activated after its records',
    'an activated version is the only one',
  ],
}
