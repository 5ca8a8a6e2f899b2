import { type CsvColumns, way } from './csv-columns.ts'
import { inOneForm } from './in-one-form.ts'

const quote = 0x22
const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const letterN = 0x6e
const letterT = 0x74

/** A control letter of one byte takes six, as \u0000, and may be written twice. */
const mostGrowth = 12

/** Bytes that may not stand in a JSON string as they are, and the quote that may end a value. */
const isSpecial = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte < 0x20 || byte === quote || byte === backslash),
)

const nullText = Buffer.from('null')
const deletedText = Buffer.from(',"_sdc_deleted_at":')
const escapes = Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), 'latin1'),
)

/** What came of writing a row, where it is not the place at which the next one begins. */
export const row = { isCut: -1, hasOtherCount: -2, endsEarly: -3 } as const

/**
 * Writes rows of CSV as records, one after the other, into a block of bytes: no text, no object and no
 * array a row. This is the loop that every byte of a Bulk result goes through.
 */
export class CsvRowWriter {
  readonly #columns: CsvColumns
  #output: Uint8Array = Buffer.alloc(0)
  /** The output again, to be written four bytes at a time. */
  #outputWords: DataView = new DataView(new ArrayBuffer(0))
  #at = 0
  /** Where the value of each column lies, in the output or, where it is not written, aside. */
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  #aside: Uint8Array = Buffer.alloc(0)
  #newest: Uint8Array = Buffer.alloc(0)

  constructor(columns: CsvColumns) {
    this.#columns = columns
    this.#starts = new Uint32Array(columns.count)
    this.#ends = new Uint32Array(columns.count)
  }

  /** How many bytes have been written since the last ones were taken. */
  get written(): number {
    return this.#at
  }

  /** The newest stamp of all rows, as it stands in the records. */
  get newest(): string | undefined {
    const text = Buffer.from(this.#newest).toString('latin1').slice(1, -1)
    return text === '' ? undefined : text
  }

  /** Whether a row of at most so many bytes can be written. */
  hasRoom(bytes: number): boolean {
    return this.#at + this.#needed(bytes) <= this.#output.length
  }

  /** Gives what has been written; it is to be used up before the next row is written. */
  take(): Uint8Array {
    const lines = this.#output.subarray(0, this.#at)
    this.#at = 0
    return lines
  }

  /** Makes room for a row of so many bytes and for `more`, once what has been written is taken. */
  makeRoom(bytes: number, more: number): void {
    if (this.hasRoom(bytes)) return
    this.#output = Buffer.allocUnsafe(this.#needed(bytes) + more)
    const { buffer, byteOffset, byteLength } = this.#output
    this.#outputWords = new DataView(buffer, byteOffset, byteLength)
    this.#aside = Buffer.allocUnsafe(this.#needed(bytes))
  }

  #needed(bytes: number): number {
    return this.#columns.fixedBytes + mostGrowth * bytes
  }

  /** Writes the record of the row at `start`; gives where the next one begins, or one of {@link row}. */
  write(input: Uint8Array, start: number, filled: number, isLast: boolean): number {
    const columns = this.#columns
    const { count, ways, emptyIsNull, isWritten, prefixes, prefixStarts, prefixBytes } = columns
    const output = this.#output
    const words = this.#outputWords
    const starts = this.#starts
    const ends = this.#ends
    const first = this.#at
    let from = start
    let to = first
    let aside = 0
    for (let column = 0; column < count; column++) {
      const prefixEnd = prefixStarts[column + 1] as number
      let word = to
      for (let at = prefixStarts[column] as number; at < prefixEnd; at++) {
        words.setUint32(word, prefixes[at] as number, true)
        word += 4
      }
      to += prefixBytes[column] as number
      const valueStart = to - 1
      if (input[from] === quote) {
        from++
        for (;;) {
          if (from >= filled) return row.isCut
          const byte = input[from] as number
          if (isSpecial[byte] === 0) {
            output[to++] = byte
            from++
          } else if (byte !== quote) {
            to = putEscape(output, to, byte)
            from++
          } else {
            if (from + 1 >= filled && !isLast) return row.isCut
            if (from + 1 >= filled || input[from + 1] !== quote) break
            output[to++] = backslash
            output[to++] = quote
            from += 2
          }
        }
        from++
      } else {
        for (; from < filled; from++) {
          const byte = input[from] as number
          if (byte === comma || byte === lineFeed || byte === carriageReturn) break
          if (isSpecial[byte] === 0) output[to++] = byte
          else to = putEscape(output, to, byte)
        }
      }
      if (from >= filled && !isLast) return row.isCut
      output[to++] = quote
      if (to - valueStart === 2) {
        if (emptyIsNull[column] === 1) {
          output.set(nullText, valueStart)
          to = valueStart + nullText.length
        }
      } else if (ways[column] !== way.text) {
        to = inOneForm(output, ways[column] as number, valueStart, to)
      }
      if (isWritten[column] === 1) {
        starts[column] = valueStart
        ends[column] = to
      } else {
        this.#aside.set(output.subarray(valueStart, to), aside)
        starts[column] = aside
        aside += to - valueStart
        ends[column] = aside
        to = valueStart
      }
      if (column < count - 1) {
        if (input[from] !== comma || from >= filled) {
          return from >= filled ? row.endsEarly : row.hasOtherCount
        }
        from++
      }
    }
    if (input[from] === carriageReturn && from < filled) from++
    if (from >= filled && !isLast) return row.isCut
    if (from < filled && input[from] !== lineFeed) return row.hasOtherCount
    this.#at = this.#finish(columns, first, to)
    return Math.min(from + 1, filled)
  }

  /** Writes what stands after the columns. */
  #finish(columns: CsvColumns, first: number, end: number): number {
    const output = this.#output
    const { stamp, isDeleted, compounds } = columns
    let to = end
    output[first] = openBrace
    for (const { prefix, members } of compounds) {
      output.set(prefix, to)
      to += prefix.length
      if (members.every(({ column }) => this.#valueOf(columns, column)[0] === letterN)) {
        output.set(nullText, to)
        to += nullText.length
        continue
      }
      for (const { prefix: name, column } of members) {
        const value = this.#valueOf(columns, column)
        output.set(name, to)
        output.set(value, to + name.length)
        to += name.length + value.length
      }
      output[to++] = closeBrace
    }
    if (stamp >= 0) this.#noteStamp(this.#valueOf(columns, stamp))
    if (isDeleted >= 0 && this.#valueOf(columns, isDeleted)[0] === letterT) {
      const at = stamp >= 0 ? this.#valueOf(columns, stamp) : nowText()
      output.set(deletedText, to)
      output.set(at, to + deletedText.length)
      to += deletedText.length + at.length
    }
    output[to++] = closeBrace
    output[to++] = lineFeed
    return to
  }

  /** The bytes of a value of the row that was just written. Null and only null begins with an n. */
  #valueOf({ isWritten }: CsvColumns, column: number): Uint8Array {
    const bytes = isWritten[column] === 1 ? this.#output : this.#aside
    return bytes.subarray(this.#starts[column], this.#ends[column])
  }

  #noteStamp(stamp: Uint8Array): void {
    if (stamp[0] === letterN || Buffer.compare(stamp, this.#newest) <= 0) return
    this.#newest = Buffer.from(stamp)
  }
}

function putEscape(output: Uint8Array, at: number, byte: number): number {
  const text = escapes[byte] as Uint8Array
  output.set(text, at)
  return at + text.length
}

const nowText = (): Uint8Array => Buffer.from(JSON.stringify(new Date().toISOString()))
