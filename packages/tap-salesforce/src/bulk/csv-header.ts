const lineFeed = 0x0a

/** The names in the first line of a file, and how many bytes it takes. */
export interface CsvHeader {
  readonly names: readonly string[]
  readonly length: number
}

/** Reads the first line; undefined where it has not come whole, or where there is nothing at all. */
export function csvHeader(bytes: Uint8Array, isLast: boolean): CsvHeader | undefined {
  const found = bytes.indexOf(lineFeed)
  const end = found < 0 && isLast ? bytes.length : found
  if (end <= 0) return undefined
  const line = Buffer.from(bytes.subarray(0, end))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '')
  // Names of fields hold neither commas nor quotes.
  const names = line.split(',').map((name) => name.replace(/^"(.*)"$/, '$1'))
  return { names, length: Math.min(end + 1, bytes.length) }
}
