import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Does not look at the key of a SCHEMA that comes later. */
export const keepsFirstKey: BrokenTarget = {
  ...createTableTarget((tables) => {
    const keys = new Map<string, readonly string[]>()
    return {
      sink: (_, { name, keyProperties }) => {
        const first = keys.get(name) ?? keyProperties
        keys.set(name, first)
        return collectBatches((records) => tables.write(name, records.map(rowOf), first))
      },
    }
  }),
  fails: ['a changed key counts from then on'],
}
