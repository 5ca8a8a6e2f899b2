import { quoteIdentifier } from '../postgres/identifier.ts'
import type { LoadColumn, LoadType } from '../zone/load-column.ts'

const writtenDifferently: ReadonlySet<LoadType> = new Set(['double', 'json'])

/** Sums of longer decimals could overflow what DuckDB sums in. */
const mostDigitsToSum = 28

/**
 * A query that sums a table up in one row of texts: its rows, the values of each column, the bytes
 * of its texts, the sum of its exact numbers, and the sum of a hash of each row (without columns of
 * type `double` or `json`, which the two write differently). DuckDB and PostgreSQL answer alike, so equal
 * answers tell that a copy is whole; the counts tell where it is not.
 *
 * @param relation a quoted table, or a query in parentheses
 * @example
 *   contentCheck('"acme"."orders"', columns, 'postgres')
 */
export function contentCheck(
  relation: string,
  columns: readonly LoadColumn[],
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
  const checksum = text(rowHashes(columns, engine), 'checksum')
  return `SELECT ${[text('count(*)', 'rows'), ...sums, checksum].join(', ')} FROM ${relation} AS t`
}

/** 32 bits of each row's MD5, summed: the order of the rows does not matter. */
function rowHashes(columns: readonly LoadColumn[], engine: 'duckdb' | 'postgres'): string {
  const values = columns
    .filter(({ type }) => !writtenDifferently.has(typeof type === 'object' ? type.list : type))
    .map(({ name, type }) => `coalesce(${valueText(quoteIdentifier(name), type, engine)}, '\\N')`)
  const row = `concat_ws(chr(30), ${["''", ...values].join(', ')})`
  return engine === 'duckdb'
    ? `sum(('0x' || substr(md5(${row}), 1, 8))::BIGINT)`
    : `sum(('x' || substr(md5(convert_to(${row}, 'UTF8')), 1, 8))::bit(32)::bigint)`
}

function valueText(column: string, type: LoadType, engine: 'duckdb' | 'postgres'): string {
  if (typeof type === 'string') return `CAST(${column} AS VARCHAR)`
  return engine === 'duckdb'
    ? `CASE WHEN len(${column}) = 0 THEN '' ELSE array_to_string([coalesce(CAST(e AS VARCHAR), '\\N') FOR e IN ${column}], chr(31)) END`
    : `array_to_string(${column}, chr(31), '\\N')`
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

function isExactNumber(type: LoadType): boolean {
  if (type === 'int' || type === 'long') return true
  const digits = typeof type === 'string' ? /^decimal\((\d+)/.exec(type)?.[1] : undefined
  return digits !== undefined && Number(digits) <= mostDigitsToSum
}
