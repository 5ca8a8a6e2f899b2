import { scanMembers } from '@descant/sdk/packing'
import type { ColumnType } from '../column-type.ts'
import { binaryField, looserType } from './binary-field.ts'
import { type Field, rowOf } from './binary-row.ts'
import type { RowLayout } from './row-layout.ts'

/** A column whose type does not hold a value, and one that does. */
export interface Loosened {
  readonly place: number
  readonly type: ColumnType
}

const absent = 'null'

/** Makes rows of records one by one: of those that `RowMaker` has no faster way for. */
export class RecordRows {
  readonly #layout: RowLayout
  readonly #places: ReadonlyMap<string, number>
  readonly #receivedPlace: number
  readonly #onUnknown: (name: string) => void

  constructor(layout: RowLayout, onUnknown: (name: string) => void) {
    this.#layout = layout
    this.#places = new Map(layout.columns.map(({ name }, place) => [name, place]))
    this.#receivedPlace = this.#places.get('_sdc_received_at') ?? -1
    this.#onUnknown = onUnknown
  }

  /** The row of a record; its JSON is known to be good. */
  rowOf(record: string): Buffer | Loosened {
    const { columns, metadataPlaces } = this.#layout
    const values = this.#valuesOf(record)
    const fields: Field[] = []
    for (const [place, { type }] of columns.entries()) {
      const json = values[place] ?? absent
      const field = metadataPlaces.has(place)
        ? this.#metadataField(json, type, values)
        : binaryField(json, type)
      if (field === undefined) return { place, type: looserType(json, type) }
      fields.push(field)
    }
    return rowOf(fields)
  }

  /** The JSON of a record's members, at the places of their columns. */
  #valuesOf(record: string): readonly (string | undefined)[] {
    const values = new Array<string | undefined>(this.#layout.columns.length)
    scanMembers(record, (keyStart, keyEnd, start, end) => {
      const key = record.slice(keyStart, keyEnd)
      const name = key.includes('\\') ? (JSON.parse(`"${key}"`) as string) : key
      const place = this.#places.get(name)
      if (place === undefined) this.#onUnknown(name)
      else values[place] = record.slice(start, end)
    })
    return values
  }

  /** What a tap wrote may be anything: it is left out, and the time of receipt stands for a time. */
  #metadataField(json: string, type: ColumnType, values: readonly (string | undefined)[]): Field {
    if (type === 'bigint')
      return /^-?\d{1,18}$/.test(json) ? (binaryField(json, type) ?? null) : null
    const received = values[this.#receivedPlace] ?? absent
    return binaryField(json, type) ?? binaryField(received, type) ?? null
  }
}
