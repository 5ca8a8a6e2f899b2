import type { CopyRows } from './copy-rows.ts'
import { keyHash } from './key-hash.ts'
import { RecordRows } from './record-rows.ts'
import type { RowLayout } from './row-layout.ts'
import { type RowsMemory, WrittenLayout } from './rows-memory.ts'

const newline = 10
const tab = 9

/** A record with what is appended to it takes more, so no lines have more rows. */
const leastLineBytes = 64

/** Memory of the module is never given back: more lines, which are one long record, are read here. */
const mostCompiledBytes = 8 * 1024 * 1024

/** More are not made known to the module: then each record that has one is read here. */
const mostUnknown = 256

/** Makes rows of the records of one stream, under one SCHEMA. */
export class RowMaker {
  readonly #layout: RowLayout
  readonly #memory: RowsMemory | undefined
  readonly #written: WrittenLayout | undefined
  readonly #records: RecordRows
  readonly #unknown = new Set<string>()

  /** @param memory Undefined where every record is to be read in JavaScript. */
  constructor(layout: RowLayout, memory: RowsMemory | undefined) {
    this.#layout = layout
    this.#memory = memory
    this.#written = memory && new WrittenLayout(memory, layout)
    this.#records = new RecordRows(layout, (name) => {
      if (this.#unknown.has(name)) return
      this.#unknown.add(name)
      if (this.#unknown.size <= mostUnknown) this.#written?.add(name, -1)
    })
  }

  /** @param lines One record each, as JSON that is known to be good. */
  make(lines: Uint8Array): CopyRows {
    const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
    const rows = new RowsInParts()
    const isCompiled = bytes.length <= mostCompiledBytes
    for (let at = 0; at < bytes.length; ) {
      const made = isCompiled ? this.#makeCompiled(bytes, at, rows) : { next: at, isUnusual: true }
      at = made.isUnusual ? this.#makeOne(bytes, made.next, rows) : made.next
    }
    return rows.all([...this.#records.widened], [...this.#unknown])
  }

  /** Makes rows from a place on, until a record is unusual or the room is full. */
  #makeCompiled(bytes: Buffer, at: number, rows: RowsInParts) {
    const memory = this.#memory
    const written = this.#written
    if (memory === undefined || written === undefined) return { next: at, isUnusual: true }
    const left = bytes.length - at
    const mostRows = Math.ceil(left / leastLineBytes)
    const room = 4 * left + 3 * this.#layout.columns.length
    const hashes = memory.end
    const starts = hashes + mostRows * 8
    const input = starts + mostRows * 4
    const output = input + left + 16
    memory.reserve(output + room + 16)
    memory.bytes.set(bytes.subarray(at), input)
    written.setRoom(room, mostRows, starts, hashes)
    const { copyRows, next, end, isUnusual, hasDeleted } = memory.exports
    const count = copyRows(input, input + left, output, written.address)
    const { buffer } = memory.exports.memory
    if (count > 0) {
      rows.add(
        new Uint8Array(buffer.slice(output, end.value)),
        new Uint32Array(buffer.slice(starts, starts + count * 4)),
        new Float64Array(buffer.slice(hashes, hashes + count * 8)),
        hasDeleted.value !== 0,
      )
    }
    return { next: at + next.value - input, isUnusual: isUnusual.value !== 0 }
  }

  #makeOne(bytes: Buffer, at: number, rows: RowsInParts): number {
    const lineEnd = bytes.indexOf(newline, at)
    const fields = this.#records.fieldsOf(bytes.toString('utf8', at, lineEnd))
    const row = Buffer.from(`${fields.join('\t')}\n`)
    const { keyWidth, deletedPlace } = this.#layout
    const hash = keyHash(row.subarray(0, keyEnd(row, 0, keyWidth)))
    const isDeleted = fields[deletedPlace] !== '\\N'
    rows.add(new Uint8Array(row), Uint32Array.of(0), Float64Array.of(hash), isDeleted)
    return lineEnd + 1
  }
}

/** The place behind so many fields of the row that begins at a place. */
function keyEnd(rows: Uint8Array, start: number, fields: number): number {
  let at = start
  for (let left = fields; left > 0; at++) {
    const byte = rows[at]
    if ((byte === tab || byte === newline) && --left === 0) return at
  }
  return at
}

type RowsPart = Pick<CopyRows, 'bytes' | 'starts' | 'hashes'>

/** Rows that are made in parts, put together in the end. */
class RowsInParts {
  readonly #parts: RowsPart[] = []
  #hasDeleted = false

  add(bytes: Uint8Array, starts: Uint32Array, hashes: Float64Array, hasDeleted: boolean): void {
    this.#parts.push({ bytes, starts, hashes })
    if (hasDeleted) this.#hasDeleted = true
  }

  all(widened: readonly number[], unknown: readonly string[]): CopyRows {
    const facts = { hasDeleted: this.#hasDeleted, widened, unknown }
    const [first, ...others] = this.#parts
    if (first && others.length === 0) return { ...first, ...facts }
    const sum = (sizeOf: (part: RowsPart) => number) =>
      this.#parts.reduce((total, part) => total + sizeOf(part), 0)
    const bytes = new Uint8Array(sum((part) => part.bytes.length))
    const count = sum((part) => part.starts.length)
    const starts = new Uint32Array(count)
    const hashes = new Float64Array(count)
    let place = 0
    let row = 0
    for (const part of this.#parts) {
      bytes.set(part.bytes, place)
      hashes.set(part.hashes, row)
      for (const start of part.starts) starts[row++] = place + start
      place += part.bytes.length
    }
    return { bytes, starts, hashes, ...facts }
  }
}
