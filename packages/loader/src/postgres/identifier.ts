import { createHash } from 'node:crypto'
import { LoadError } from '../load-error.ts'

/** What PostgreSQL keeps of a name; it would cut the rest off in silence. */
const longestName = 63

/** A name as an SQL identifier, whatever it holds: `order "x"` => `"order ""x"""`. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A table in its schema: `acme`, `orders` => `"acme"."orders"`. */
export const quoteTable = (schema: string, table: string): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`

/** A text as an SQL string literal: `it's` => `'it''s'` (with `standard_conforming_strings`). */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * A name made of another one and an ending. Where both together are longer than PostgreSQL keeps,
 * the name is cut and gets a hash of the whole, so that two names never give one.
 *
 * @example
 *   derivedName('orders', '__next') // 'orders__next'
 */
export function derivedName(name: string, ending: string): string {
  if (Buffer.byteLength(name + ending) <= longestName) return name + ending
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const most = longestName - Buffer.byteLength(`_${hash}${ending}`)
  let start = ''
  for (const character of name) {
    if (Buffer.byteLength(start + character) > most) break
    start += character
  }
  return `${start}_${hash}${ending}`
}

/**
 * Makes sure that PostgreSQL can keep a name as it is: not empty, at most 63 bytes, and no schema
 * of the server's own.
 *
 * @throws {LoadError} `LOAD_NAME_INVALID`, exit code 2
 * @example
 *   checkName('schema', 'acme')
 */
export function checkName(kind: 'schema' | 'table' | 'column', name: string): void {
  const bytes = Buffer.byteLength(name)
  const refuse = (why: string) => {
    throw new LoadError(
      'LOAD_NAME_INVALID',
      `PostgreSQL cannot have the ${kind} "${name}": ${why}.`,
      {
        exitCode: 2,
      },
    )
  }
  if (name === '') refuse('a name cannot be empty')
  if (name.includes('\0')) refuse('a name cannot hold a NUL character')
  if (bytes > longestName) {
    refuse(`the name has ${bytes} bytes, and ${longestName} is the most; choose a shorter one`)
  }
  if (kind === 'schema' && /^(pg_|information_schema$)/.test(name)) {
    refuse('the name is reserved for the server; choose another')
  }
  if (kind === 'column' && systemColumns.has(name)) {
    refuse('every table has a system column of this name; choose another')
  }
}

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])
