/** JSON with integers that keep all their digits: Iceberg's snapshot ids have up to 63 bits. */

const mark = '\u0000int:'
const textOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

/** As JSON.parse, but an integer beyond 2^53 becomes a bigint. */
export function parseExactJson(text: string): unknown {
  const marked = text.replace(textOrLongInteger, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"\\u0000int:${token}"`,
  )
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  )
}

/** As JSON.stringify, with bigints as plain integers. */
export function stringifyExactJson(value: unknown): string {
  const marked = JSON.stringify(value, (_, part) =>
    typeof part === 'bigint' ? `${mark}${part}` : part,
  )
  return marked.replace(/"\\u0000int:(-?\d+)"/g, '$1')
}
