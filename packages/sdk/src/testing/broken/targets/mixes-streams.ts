import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes to the stream that was announced last. */
export const mixesStreams: BrokenTarget = {
  ...createTableTarget((tables) => {
    let current = { name: '', keyProperties: [] as readonly string[] }
    return {
      sink: (_, stream) => {
        current = stream
        return collectBatches((records) =>
          tables.write(current.name, records.map(rowOf), current.keyProperties),
        )
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
  ],
}
