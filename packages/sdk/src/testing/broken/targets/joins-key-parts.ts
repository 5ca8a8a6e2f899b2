import { collectBatches } from '../../../index.ts'
import { type Row, rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** A column that holds the key in one piece; where its parts meet is not told. */
const withKey = ({ columns, version }: Row, keyProperties: readonly string[]): Row => {
  const parts = keyProperties.map((name) => String(JSON.parse(columns.get(name) ?? 'null')))
  return { version, columns: new Map([...columns, ['_sdc_key', JSON.stringify(parts.join(''))]]) }
}

/** Takes the parts of a key for one text. */
export const joinsKeyParts: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) => {
        const rows = records.map(rowOf).map((row) => withKey(row, keyProperties))
        return tables.write(name, rows, keyProperties.length > 0 ? ['_sdc_key'] : [])
      }),
  })),
  fails: ['a key of several parts is one key', 'a changed key counts from then on'],
}
