import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const changed = ({ columns, version }: Row): Row => ({
  version,
  columns: new Map(
    [...columns].map(([column, text]) => [
      column,
      text.startsWith('[') ? JSON.stringify([JSON.parse(text)[0]]) : text,
    ]),
  ),
})

/** Takes the first of a list for the list. */
export const flattensLists: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(name, records.map(rowOf).map(changed), keyProperties),
      ),
  })),
  fails: ['unions and nested values arrive'],
}
