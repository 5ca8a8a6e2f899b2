import { RecordBlock, RequestError } from '@descant/sdk'
import type { RecordPlan } from '../record/record-plan.ts'
import { csvColumns } from './csv-columns.ts'
import { csvHeader } from './csv-header.ts'
import { CsvRowWriter, row } from './csv-row-writer.ts'

const lineFeed = 0x0a

/** Bytes of records that are gathered before they are given out. */
const blockBytes = 256 * 1024

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
  #writer: CsvRowWriter | undefined
  /** Whether an empty line is an empty value, and not nothing at all. */
  #hasOneColumn = false
  #input: Uint8Array = Buffer.alloc(0)
  #filled = 0
  /** Bytes that have to be there before a row that was cut is tried again. */
  #wanted = 0
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
    if (this.#writer && this.#inBlock > 0) yield this.#block(this.#writer)
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
    let start = this.#readHeader(isLast)
    const writer = this.#writer
    if (writer === undefined) return
    while (start < this.#filled) {
      if (this.#input[start] === lineFeed && !this.#hasOneColumn) {
        start++
        continue
      }
      if (!writer.hasRoom(this.#filled - start)) {
        if (this.#inBlock > 0) yield this.#block(writer)
        writer.makeRoom(this.#filled - start, blockBytes)
      }
      const next = writer.write(this.#input, start, this.#filled, isLast)
      if (next === row.isCut) break
      if (next < 0) throw this.#wrongCount(next)
      start = next
      this.#rows++
      this.#inBlock++
      if (writer.written >= blockBytes) yield this.#block(writer)
    }
    const left = this.#filled - start
    if (isLast && left > 0) throw cutShort(this.#plan.object.name)
    this.#input.copyWithin(0, start, this.#filled)
    this.#filled = left
    // A row of many chunks is not read anew for each of them.
    this.#wanted = start === 0 ? 2 * left : 0
  }

  /** Where the rows begin. Without a writer they have not been met: the header has not come whole. */
  #readHeader(isLast: boolean): number {
    if (this.#writer !== undefined) return 0
    const header = csvHeader(this.#input.subarray(0, this.#filled), isLast)
    if (header === undefined) return 0
    const columns = csvColumns(this.#plan, header.names)
    this.#hasOneColumn = columns.count === 1
    this.#writer = new CsvRowWriter(columns)
    return header.length
  }

  #block(writer: CsvRowWriter): RecordBlock {
    const block = new RecordBlock(writer.take(), this.#inBlock, writer.newest)
    this.#inBlock = 0
    return block
  }

  #wrongCount(came: number): RequestError {
    const { name } = this.#plan.object
    if (came === row.endsEarly) return cutShort(name)
    return new RequestError(
      `Row ${this.#rows + 1} of a Bulk result of ${name} has another number of values than its header.`,
      { isRetryable: true },
    )
  }
}

const cutShort = (object: string) =>
  new RequestError(`A Bulk result of ${object} ends within a row: it came cut short.`, {
    isRetryable: true,
  })
