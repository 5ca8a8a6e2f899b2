import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const changed = ({ columns, version }: Row): Row => ({
  version,
  columns: new Map(
    [...columns].map(([column, text]) => [
      column,
      text === 'true' ? '1' : text === 'false' ? '0' : text,
    ]),
  ),
})

/** Has no booleans. */
export const turnsFlagsIntoNumbers: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(name, records.map(rowOf).map(changed), keyProperties),
      ),
  })),
  fails: ['values of every type arrive'],
}
