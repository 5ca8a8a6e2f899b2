import type { TableSnapshot } from '@descant/lake'
import { LoadError } from '../load-error.ts'

/** The property of a snapshot that names the columns of the table's key, separated by commas. */
const keyProperty = 'descant.key'

/** The keys of tables whose snapshots do not name them. */
const knownKeys: Readonly<Record<string, readonly string[]>> = {
  customers: ['provider', 'customer_id'],
  orders: ['provider', 'order_id'],
  order_items: ['provider', 'order_id', 'line_item_id'],
  products: ['provider', 'product_id'],
  profiles: ['profile_id'],
  identity_merges: ['old_profile_id'],
}

/**
 * The columns that tell the rows of a table apart.
 *
 * @throws {LoadError} `LOAD_KEY_UNKNOWN` where nothing names them, or a column is not there
 */
export function tableKey(
  table: string,
  { columns, summary }: Pick<TableSnapshot, 'columns' | 'summary'>,
): readonly string[] {
  const key = summary[keyProperty]?.split(',').map((name) => name.trim()) ?? knownKeys[table]
  const advice = `Transform again, so that its snapshot names its key (${keyProperty}).`
  if (key === undefined) {
    throw new LoadError(
      'LOAD_KEY_UNKNOWN',
      `What tells the rows of ${table} apart is not known. ${advice}`,
    )
  }
  const missing = key.find((name) => !columns.some((column) => column.name === name))
  if (missing !== undefined) {
    throw new LoadError(
      'LOAD_KEY_UNKNOWN',
      `The table ${table} has no column ${missing} of its key. ${advice}`,
    )
  }
  return key
}
