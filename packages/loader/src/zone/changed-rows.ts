import { sqlIdentifier } from '@descant/lake/duckdb'

/**
 * What changed between two sets of files, as DuckDB queries: the rows of `after` that `before` does
 * not hold just so, and the keys that `before` alone holds. With the files that two snapshots do
 * not share, that is all that changed between the snapshots.
 *
 * @param before a query with all columns of the table
 * @param after the same for the newer files
 */
export function changedRows(
  before: string,
  after: string,
  columns: readonly string[],
  key: readonly string[],
): { readonly rows: string; readonly goneKeys: string } {
  const names = columns.map(sqlIdentifier)
  const isSame = names.map((name) => `a.${name} IS NOT DISTINCT FROM b.${name}`).join(' AND ')
  const isSameKey = key
    .map(sqlIdentifier)
    .map((name) => `a.${name} = b.${name}`)
    .join(' AND ')
  const keys = key.map((name) => `b.${sqlIdentifier(name)}`).join(', ')
  return {
    rows: `SELECT a.* FROM (${after}) AS a ANTI JOIN (${before}) AS b ON ${isSame}`,
    goneKeys: `SELECT ${keys} FROM (${before}) AS b ANTI JOIN (${after}) AS a ON ${isSameKey}`,
  }
}
