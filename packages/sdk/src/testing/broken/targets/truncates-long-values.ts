import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const changed = ({ columns, version }: Row): Row => ({
  version,
  columns: new Map(
    [...columns].map(([column, text]) => [
      column,
      text.length > 32_767 ? `${text.slice(0, 32_767)}"` : text,
    ]),
  ),
})

/** Has columns of a fixed width, and cuts what is wider. */
export const truncatesLongValues: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(name, records.map(rowOf).map(changed), keyProperties),
      ),
  })),
  fails: ['a huge record arrives'],
}
