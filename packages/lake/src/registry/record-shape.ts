import { pointerPart } from './schema-field.ts'

/** Which fields some records have: what is left of them when their values are forgotten. */
export interface RecordShape {
  /** How many records were looked at. */
  readonly records: number
  /** By path (a JSON pointer, `*` for the items of a list): a type, and how many records have it. */
  readonly fields: ReadonlyMap<string, { readonly type: string; readonly records: number }>
}

/** Objects whose keys are data would fill the memory. */
const mostFields = 2000
const lineFeed = 10

/**
 * The shape of the first records of some NDJSON. Lines that are no JSON objects are passed over.
 *
 * @param most how many records are looked at.
 */
export function shapeOfLines(lines: Uint8Array, most: number): RecordShape {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
  const records: object[] = []
  for (let start = 0; start < bytes.length && records.length < most; ) {
    const found = bytes.indexOf(lineFeed, start)
    const end = found < 0 ? bytes.length : found
    const record = objectIn(bytes.toString('utf8', start, end))
    if (record) records.push(record)
    start = end + 1
  }
  return shapeOf(records)
}

/** The shape of records. */
export function shapeOf(records: readonly object[]): RecordShape {
  const fields = new Map<string, { type: string; records: number }>()
  for (const record of records) {
    const own = new Map<string, string>()
    collect(record, '', own)
    for (const [path, type] of own) {
      const known = fields.get(path)
      if (known) known.records++
      else if (fields.size < mostFields) fields.set(path, { type, records: 1 })
    }
  }
  return { records: records.length, fields }
}

function collect(value: unknown, path: string, fields: Map<string, string>): void {
  if (typeof value !== 'object' || value === null || fields.size >= mostFields) return
  const isList = Array.isArray(value)
  for (const [name, member] of Object.entries(value)) {
    const place = `${path}/${isList ? '*' : pointerPart(name)}`
    if (!isList) fields.set(place, typeOf(member))
    collect(member, place, fields)
  }
}

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
