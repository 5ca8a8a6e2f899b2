import { fieldsOf, keyOf } from './binary-row.ts'
import type { CopyRows } from './copy-rows.ts'
import { keyHash } from './key-hash.ts'
import { type Loosened, RecordRows } from './record-rows.ts'
import type { RowLayout } from './row-layout.ts'
import { type RowsMemory, WrittenLayout } from './rows-memory.ts'

const newline = 10

/** A field takes at most so many bytes more than its JSON; `assembly/index.ts` has the same. */
const mostGain = 20

/** A record with what is appended to it takes more, so no lines have more rows. */
const leastLineBytes = 64

/** Memory of the module is never given back: more lines, which are one long record, are read here. */
const mostCompiledBytes = 8 * 1024 * 1024

/** More are not made known to the module: then each record that has one is read here. */
const mostUnknown = 256

/** Makes rows of the records of one stream, under one SCHEMA. */
export class RowMaker {
  readonly #memory: RowsMemory | undefined
  /** In types that have held all values so far. */
  #layout: RowLayout
  #written: WrittenLayout | undefined
  #records: RecordRows
  readonly #unknown = new Set<string>()

  /** @param memory Undefined where every record is to be read in JavaScript. */
  constructor(layout: RowLayout, memory: RowsMemory | undefined) {
    this.#memory = memory
    this.#layout = layout
    this.#written = memory && new WrittenLayout(memory, layout)
    this.#records = this.#newRecords()
  }

  /** @param lines One record each, as JSON that is known to be good. */
  make(lines: Uint8Array): CopyRows {
    const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
    for (;;) {
      const rows = new RowsInParts()
      const loosened = this.#makeAll(bytes, rows)
      if (loosened === undefined) {
        const types = this.#layout.columns.map(({ type }) => type)
        return { ...rows.all(), types, unknown: [...this.#unknown] }
      }
      this.#loosen(loosened)
    }
  }

  #newRecords(): RecordRows {
    return new RecordRows(this.#layout, (name) => {
      if (this.#unknown.has(name)) return
      this.#unknown.add(name)
      if (this.#unknown.size <= mostUnknown) this.#written?.add(name, -1)
    })
  }

  /** Has a column hold values of another type from here on. */
  #loosen({ place, type }: Loosened): void {
    const columns = this.#layout.columns.map((column, at) =>
      at === place ? { ...column, type } : column,
    )
    this.#layout = { ...this.#layout, columns }
    this.#written?.setType(this.#layout, place)
    this.#records = this.#newRecords()
  }

  #makeAll(bytes: Buffer, rows: RowsInParts): Loosened | undefined {
    const isCompiled = bytes.length <= mostCompiledBytes
    for (let at = 0; at < bytes.length; ) {
      const made = isCompiled ? this.#makeCompiled(bytes, at, rows) : { next: at, isUnusual: true }
      at = made.next
      if (!made.isUnusual) continue
      const lineEnd = bytes.indexOf(newline, at)
      const loosened = this.#makeOne(bytes.toString('utf8', at, lineEnd), rows)
      if (loosened) return loosened
      at = lineEnd + 1
    }
    return undefined
  }

  /** Makes rows from a place on, until a record is unusual or the room is full. */
  #makeCompiled(bytes: Buffer, at: number, rows: RowsInParts) {
    const memory = this.#memory
    const written = this.#written
    if (memory === undefined || written === undefined) return { next: at, isUnusual: true }
    const left = bytes.length - at
    const mostRows = Math.ceil(left / leastLineBytes)
    const room = 3 * left + mostGain * (this.#layout.columns.length + 1)
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

  #makeOne(record: string, rows: RowsInParts): Loosened | undefined {
    const row = this.#records.rowOf(record)
    if (!(row instanceof Uint8Array)) return row
    const { keyWidth, deletedPlace } = this.#layout
    const hash = keyHash(keyOf(row, keyWidth))
    const isDeleted = fieldsOf(row)[deletedPlace] !== null
    rows.add(new Uint8Array(row), Uint32Array.of(0), Float64Array.of(hash), isDeleted)
    return undefined
  }
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

  all(): RowsPart & Pick<CopyRows, 'hasDeleted'> {
    const hasDeleted = this.#hasDeleted
    const [first, ...others] = this.#parts
    if (first && others.length === 0) return { ...first, hasDeleted }
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
    return { bytes, starts, hashes, hasDeleted }
  }
}
