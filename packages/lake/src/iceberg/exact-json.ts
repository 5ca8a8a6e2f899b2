/** JSON with integers that keep all their digits: Iceberg's snapshot ids have up to 63 bits. */

const mark = '\u0000int:'
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const longInteger = /^-?\d{16,}$/

/** As JSON.parse, but an integer beyond 2^53 becomes a bigint. */
export function parseExactJson(text: string): unknown {
  const marked = text.replace(textOrNumber, (token) =>
    longInteger.test(token) && !Number.isSafeInteger(Number(token))
      ? `"\\u0000int:${token}"`
      : token,
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
