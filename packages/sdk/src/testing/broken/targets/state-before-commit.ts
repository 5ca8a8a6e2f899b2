import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Says that a batch is durable when its write has only begun; waits for its writes at the end. */
export const stateBeforeCommit: BrokenTarget = {
  ...createTableTarget((tables) => {
    const writes: Promise<void>[] = []
    return {
      sink: (_, { name, keyProperties }) =>
        collectBatches(async (records) => {
          const write = tables.write(name, records.map(rowOf), keyProperties)
          write.catch(() => {})
          writes.push(write)
        }),
      close: async () => {
        await Promise.all(writes.splice(0))
      },
    }
  }),
  fails: [
    'a STATE comes when its records can be read',
    'a destination that fails acknowledges nothing',
    'a run that is killed goes on',
    'a version is activated after its records',
  ],
}
