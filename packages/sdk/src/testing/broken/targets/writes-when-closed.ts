import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Keeps everything in memory until the run ends. */
export const writesWhenClosed: BrokenTarget = {
  ...createTableTarget((tables) => {
    const writes: (() => Promise<void>)[] = []
    return {
      sink: (_, { name, keyProperties }) =>
        collectBatches(async (records) => {
          const rows = records.map(rowOf)
          writes.push(() => tables.write(name, rows, keyProperties))
        }),
      close: async () => {
        for (const write of writes.splice(0)) await write()
      },
    }
  }),
  fails: [
    'a STATE comes when its records can be read',
    'a destination that fails acknowledges nothing',
    'a run that is killed goes on',
    'a version is activated after its records',
    'an activated version is the only one',
  ],
}
