import { ApiError } from '../replies/api-error.ts'

/** How much of the query is shown around a mistake, before it and from it on, in whole words. */
const SHOWN_BEFORE = 32
const SHOWN_AFTER = 40

/**
 * A query that is refused, with the place of the mistake underlined as the API does it.
 *
 * @param offset Where the mistake is, counted from 0.
 * @example
 * soqlError('INVALID_FIELD', 'SELECT Nam FROM Account', 7, "No such column 'Nam' on entity …")
 * // "\nSELECT Nam FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column …"
 */
export function soqlError(
  errorCode: string,
  soql: string,
  offset: number,
  problem: string,
): ApiError {
  const lines = soql.slice(0, offset).split('\n')
  const lineStart = offset - (lines.at(-1) as string).length
  const lineEnd = soql.indexOf('\n', offset)
  const before = tail(soql.slice(lineStart, offset))
  const after = head(soql.slice(offset, lineEnd < 0 ? undefined : lineEnd))
  const place = `ERROR at Row:${lines.length}:Column:${offset - lineStart + 1}`
  return new ApiError(
    400,
    errorCode,
    `\n${before}${after}\n${' '.repeat(before.length)}^\n${place}\n${problem}`,
  )
}

function tail(text: string): string {
  if (text.length <= SHOWN_BEFORE) return text
  const start = text.slice(-SHOWN_BEFORE - 1).search(/[\s,]/)
  return text.slice(text.length - SHOWN_BEFORE + start)
}

function head(text: string): string {
  if (text.length <= SHOWN_AFTER) return text
  const cut = text.slice(0, SHOWN_AFTER)
  const end = Math.max(cut.lastIndexOf(','), cut.lastIndexOf(' '))
  return end > 0 ? cut.slice(0, end) : cut
}

/** A field that is not there: misspelt, removed, or hidden from the user. */
export function noSuchColumn(soql: string, offset: number, field: string, object: string) {
  return soqlError(
    'INVALID_FIELD',
    soql,
    offset,
    `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}
