import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Tells the whole address of its database when that fails. */
export const secretInError: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches(async (records) => {
        if (tables.isBroken)
          throw new Error('postgres://me:hush-hush@host/database does not answer')
        await tables.write(name, records.map(rowOf), keyProperties)
      }),
  })),
  fails: ['no secret is told'],
}
