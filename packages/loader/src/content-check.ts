import type { TableColumn } from '@descant/lake'
import { quoteIdentifier } from './identifier.ts'

/** Sums of longer decimals could overflow what DuckDB sums in. */
const mostDigitsToSum = 28

/**
 * A query that sums a table up in one row of texts: its rows, the values of each column, the bytes
 * of its texts and the sum of its exact numbers. It reads the same to DuckDB and to PostgreSQL, so
 * equal answers tell that a copy is whole.
 *
 * @param relation a quoted table, or a query in parentheses
 * @example
 *   contentCheck('"acme"."orders"', columns, 'postgres')
 */
export function contentCheck(
  relation: string,
  columns: readonly TableColumn[],
  engine: 'duckdb' | 'postgres',
): string {
  const sums = columns.flatMap(({ name, type }) => {
    const column = quoteIdentifier(name)
    const values = [text(`count(${column})`, `${name}: values`)]
    if (type === 'string') {
      const bytes = engine === 'duckdb' ? `strlen(${column})` : `octet_length(${column})`
      values.push(text(`sum(${bytes})`, `${name}: bytes`))
    } else if (isExactNumber(type)) {
      values.push(text(`sum(${column})`, `${name}: sum`))
    }
    return values
  })
  return `SELECT ${[text('count(*)', 'rows'), ...sums].join(', ')} FROM ${relation} AS t`
}

/** The names of what differs between two answers to `contentCheck`, as `rows` or `total: sum`. */
export function differences(
  ours: Readonly<Record<string, string | null>>,
  theirs: Readonly<Record<string, string | null>>,
): string[] {
  return Object.keys(ours).filter((name) => ours[name] !== theirs[name])
}

const text = (expression: string, name: string) =>
  `CAST(${expression} AS VARCHAR) AS ${quoteIdentifier(name)}`

function isExactNumber(type: TableColumn['type']): boolean {
  if (type === 'int' || type === 'long') return true
  const digits = typeof type === 'string' ? /^decimal\((\d+)/.exec(type)?.[1] : undefined
  return digits !== undefined && Number(digits) <= mostDigitsToSum
}
