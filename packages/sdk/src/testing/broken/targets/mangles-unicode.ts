import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const changed = ({ columns, version }: Row): Row => ({
  version,
  columns: new Map(
    [...columns].map(([column, text]) => [column, Buffer.from(text, 'latin1').toString('latin1')]),
  ),
})

/** Writes one byte for each character. */
export const manglesUnicode: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(name, records.map(rowOf).map(changed), keyProperties),
      ),
  })),
  fails: ['text arrives whole', 'blank lines, CRLF and a BOM change nothing'],
}
