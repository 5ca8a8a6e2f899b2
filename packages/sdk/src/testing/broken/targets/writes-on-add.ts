import type { BatchWriter, SinkRecord } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes each record as it comes, so that a batch that is given up is there in part. */
export const writesOnAdd: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) => ({
      open: (): BatchWriter<SinkRecord> => ({
        add: (record) => tables.write(name, [rowOf(record)], keyProperties),
        commit: async () => {},
        abort: async () => {},
      }),
    }),
  })),
  fails: ['nothing of an unfinished batch is there', 'a version is activated after its records'],
}
