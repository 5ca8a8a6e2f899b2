import { setImmediate as turn } from 'node:timers/promises'
import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Reads a file of all streams, adds to it, and writes it: what another wrote meanwhile is gone. */
export const losesUpdatesSideBySide: BrokenTarget = {
  ...createTableTarget((tables) => {
    let file: readonly (readonly [stream: string, row: Row, keys: readonly string[]])[] = []
    return {
      sink: (_, { name, keyProperties }) =>
        collectBatches(async (records) => {
          const before = file
          await turn()
          file = [
            ...before,
            ...records.map((record) => [name, rowOf(record), keyProperties] as const),
          ]
        }),
      close: async () => {
        for (const [stream, row, keys] of file) await tables.write(stream, [row], keys)
        file = []
      },
    }
  }),
  fails: [
    'streams that take turns stay apart',
    'slow commits change nothing',
    'a STATE comes when its records can be read',
    'a commit that fails acknowledges nothing',
    'a destination that fails acknowledges nothing',
    'a run that is killed goes on',
    'a run that is told to end goes on',
    'a version is activated after its records',
    'an activated version is the only one',
  ],
}
