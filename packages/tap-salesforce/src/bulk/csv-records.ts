import { RecordBlock, RequestError } from '@descant/sdk'
import type { RecordPlan } from '../record/record-plan.ts'
import { type CsvColumns, csvColumns, way } from './csv-columns.ts'
import { csvHeader } from './csv-header.ts'
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

/** Bytes of records that are gathered before they are given out. */
const blockBytes = 256 * 1024

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

/**
 * Turns the CSV of a Bulk result into records, byte by byte: no text, no object, no array a row. A
 * million rows of fifty columns cost about as much as other readers need to count them.
 *
 * Quoted values may hold commas, line ends and doubled quotes; unquoted ones are taken as well. A row
 * with more or fewer values than the header is an error, and so is a file that ends within a value.
 *
 * @example
 * const records = new CsvRecords(plan)
 * for await (const chunk of body) yield* records.push(chunk)
 * yield* records.end()
 * records.rows // to be held against Sforce-NumberOfRecords
 */
export class CsvRecords {
  readonly #plan: RecordPlan
  #columns: CsvColumns | undefined
  #input: Uint8Array = Buffer.alloc(0)
  #filled = 0
  /** Bytes that have to be there before a row that was cut is tried again. */
  #wanted = 0
  #output: Uint8Array = Buffer.alloc(0)
  #at = 0
  /** Where the value of each column lies, in the output or, where it is not written, aside. */
  #starts = new Uint32Array(0)
  #ends = new Uint32Array(0)
  #aside: Uint8Array = Buffer.alloc(0)
  #newest: Uint8Array = Buffer.alloc(0)
  #inBlock = 0
  #rows = 0

  constructor(plan: RecordPlan) {
    this.#plan = plan
  }

  /** How many rows have been read. */
  get rows(): number {
    return this.#rows
  }

  /** Takes bytes of the file. A block is to be used up before the next one is asked for. */
  *push(chunk: Uint8Array): Generator<RecordBlock> {
    this.#take(chunk)
    if (this.#filled >= this.#wanted) yield* this.#read(false)
  }

  /**
   * Says that the file ends here.
   *
   * @throws RequestError where it ends within a row.
   */
  *end(): Generator<RecordBlock> {
    yield* this.#read(true)
    if (this.#inBlock > 0) yield this.#block()
  }

  #take(chunk: Uint8Array): void {
    const length = this.#filled + chunk.length
    if (length > this.#input.length) {
      const input = Buffer.allocUnsafe(Math.max(2 * length, 65_536))
      input.set(this.#input.subarray(0, this.#filled))
      this.#input = input
    }
    this.#input.set(chunk, this.#filled)
    this.#filled = length
  }

  *#read(isLast: boolean): Generator<RecordBlock> {
    const header = this.#readHeader(isLast)
    if (header < 0 || this.#columns === undefined) return
    let start = header
    while (start < this.#filled) {
      if (this.#input[start] === lineFeed && this.#columns.count > 1) {
        start++
        continue
      }
      if (!this.#hasRoom(start)) {
        if (this.#inBlock > 0) yield this.#block()
        this.#makeRoom(start)
      }
      const end = this.#row(this.#columns, start, isLast)
      if (end < 0) break
      start = end
      this.#rows++
      this.#inBlock++
      if (this.#at >= blockBytes) yield this.#block()
    }
    const left = this.#filled - start
    if (isLast && left > 0) throw cutShort(this.#plan.object.name)
    this.#input.copyWithin(0, start, this.#filled)
    this.#filled = left
    // A row of many chunks is not read anew for each of them.
    this.#wanted = start === 0 ? 2 * left : 0
  }

  /** Where the rows begin; -1 where the header has not come whole. */
  #readHeader(isLast: boolean): number {
    if (this.#columns !== undefined) return 0
    const header = csvHeader(this.#input.subarray(0, this.#filled), isLast)
    if (header === undefined) return -1
    this.#columns = csvColumns(this.#plan, header.names)
    this.#starts = new Uint32Array(this.#columns.count)
    this.#ends = new Uint32Array(this.#columns.count)
    return header.length
  }

  #needed(start: number): number {
    return (this.#columns?.fixedBytes ?? 0) + mostGrowth * (this.#filled - start)
  }

  #hasRoom(start: number): boolean {
    return this.#at + this.#needed(start) <= this.#output.length
  }

  #makeRoom(start: number): void {
    if (this.#hasRoom(start)) return
    this.#output = Buffer.allocUnsafe(this.#needed(start) + blockBytes)
    this.#aside = Buffer.allocUnsafe(this.#needed(start))
  }

  #block(): RecordBlock {
    const newest = Buffer.from(this.#newest).toString('latin1').slice(1, -1)
    const lines = this.#output.subarray(0, this.#at)
    const block = new RecordBlock(lines, this.#inBlock, newest === '' ? undefined : newest)
    this.#at = 0
    this.#inBlock = 0
    return block
  }

  /** Writes the record of the row at `start`; gives where the next one begins, -1 where it is cut. */
  #row(columns: CsvColumns, start: number, isLast: boolean): number {
    const { count, ways, emptyIsNull, isWritten, prefixes, prefixStarts } = columns
    const input = this.#input
    const output = this.#output
    const filled = this.#filled
    const starts = this.#starts
    const ends = this.#ends
    const first = this.#at
    let from = start
    let to = first
    let aside = 0
    for (let column = 0; column < count; column++) {
      const prefixEnd = prefixStarts[column + 1] as number
      for (let at = prefixStarts[column] as number; at < prefixEnd; at++) {
        output[to++] = prefixes[at] as number
      }
      const valueStart = to
      output[to++] = quote
      if (input[from] === quote) {
        from++
        for (;;) {
          if (from >= filled) return -1
          const byte = input[from] as number
          if (isSpecial[byte] === 0) {
            output[to++] = byte
            from++
          } else if (byte !== quote) {
            to = putEscape(output, to, byte)
            from++
          } else {
            if (from + 1 >= filled && !isLast) return -1
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
      if (from >= filled && !isLast) return -1
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
        if (input[from] !== comma || from >= filled) throw this.#wrongCount(from >= filled)
        from++
      }
    }
    if (input[from] === carriageReturn && from < filled) from++
    if (from >= filled && !isLast) return -1
    if (from < filled && input[from] !== lineFeed) throw this.#wrongCount(false)
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

  #wrongCount(isCut: boolean): RequestError {
    const { name } = this.#plan.object
    if (isCut) return cutShort(name)
    return new RequestError(
      `Row ${this.#rows + 1} of a Bulk result of ${name} has another number of values than its header.`,
      { isRetryable: true },
    )
  }
}

function putEscape(output: Uint8Array, at: number, byte: number): number {
  const text = escapes[byte] as Uint8Array
  output.set(text, at)
  return at + text.length
}

const nowText = (): Uint8Array => Buffer.from(JSON.stringify(new Date().toISOString()))

const cutShort = (object: string) =>
  new RequestError(`A Bulk result of ${object} ends within a row: it came cut short.`, {
    isRetryable: true,
  })
