import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const changed = ({ columns, version }: Row): Row => ({
  version,
  columns: new Map(
    [...columns].map(([column, text]) => [column, text.replace(/(?<!\\)\\u0000/g, '')]),
  ),
})

/** Leaves out what its database cannot hold. */
export const stripsNullCharacters: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(name, records.map(rowOf).map(changed), keyProperties),
      ),
  })),
  fails: ['a null character arrives'],
}
