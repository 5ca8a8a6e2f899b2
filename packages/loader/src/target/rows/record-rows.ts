import { copyNull, rowReader } from '../copy-text.ts'
import { isTimestamp } from './is-timestamp.ts'
import type { RowLayout } from './row-layout.ts'

const [leastBigint, mostBigint] = [-(2n ** 63n), 2n ** 63n - 1n]

/** Numbers with fewer digits fit in any case. */
const digitsOfBigint = 19

const isBeyondBigint = (digits: string): boolean => {
  if (digits.length < digitsOfBigint || digits === copyNull) return false
  const value = BigInt(digits)
  return value < leastBigint || value > mostBigint
}

/** Reads records one by one into the fields of rows: those that `RowMaker` has no faster way for. */
export class RecordRows {
  /** The places of columns that held a number beyond 64 bits. */
  readonly widened = new Set<number>()
  readonly #layout: RowLayout
  readonly #wholePlaces: readonly number[]
  readonly #receivedPlace: number
  readonly #read: (text: string) => readonly string[]

  constructor(layout: RowLayout, onUnknown: (name: string) => void) {
    this.#layout = layout
    const { columns } = layout
    this.#wholePlaces = columns.flatMap(({ type }, place) => (type === 'bigint' ? [place] : []))
    this.#receivedPlace = columns.findIndex(({ name }) => name === '_sdc_received_at')
    const places = new Map(columns.map(({ name, type }, index) => [name, { index, type }]))
    this.#read = rowReader({ places, width: columns.length }, onUnknown)
  }

  /** The fields of a record, in their order. Its JSON is known to be good. */
  fieldsOf(record: string): readonly string[] {
    const fields = this.#read(record).slice()
    for (const place of this.#layout.metadataPlaces) {
      fields[place] = this.#metadataField(place, fields)
    }
    for (const place of this.#wholePlaces) {
      if (isBeyondBigint(fields[place] ?? '')) this.widened.add(place)
    }
    return fields
  }

  /** What a tap wrote may be anything; the server must be able to read it. */
  #metadataField(place: number, fields: readonly string[]): string {
    const field = fields[place] ?? copyNull
    if (this.#layout.columns[place]?.type === 'bigint') {
      return /^-?\d{1,18}$/.test(field) ? field : copyNull
    }
    if (isTimestamp(field)) return field
    const receivedAt = fields[this.#receivedPlace] ?? copyNull
    return isTimestamp(receivedAt) ? receivedAt : copyNull
  }
}
