import { type ModuleExports, ModuleMemory, slackBytes } from '@descant/sdk/packing'
import type { ColumnType } from '../column-type.ts'
import type { StreamColumn } from '../stream-table.ts'
import type { RowLayout } from './row-layout.ts'
import { rowsModule } from './rows-module.ts'

/** What the module of `assembly/index.ts` gives; places are addresses in its memory. */
interface RowsExports extends ModuleExports {
  readonly next: { readonly value: number }
  readonly end: { readonly value: number }
  readonly isUnusual: { readonly value: number }
  readonly hasDeleted: { readonly value: number }
  copyRows(from: number, linesEnd: number, to: number, layout: number): number
}

/** The compiled maker of rows of one thread, and its memory. */
export type RowsMemory = ModuleMemory<RowsExports>

/** Undefined where no such code runs: then JavaScript makes the rows. */
export const openRows = (): RowsMemory | undefined => ModuleMemory.open<RowsExports>(rowsModule)

// Numbers of 32 bits that the classes `Layout`, `Property` and `Span` of `assembly/index.ts` hold.
const layoutNumbers = 11
const propertyNumbers = 4
const spanNumbers = 2

/** The kinds of fields that `assembly/value.ts` knows. */
const kinds: Readonly<Record<ColumnType, number>> = {
  text: 0,
  bigint: 1,
  numeric: 2,
  boolean: 3,
  date: 4,
  'timestamp with time zone': 5,
  jsonb: 7,
}
/** A time that the target fills in. */
const ownTimeKind = 6

function kindOf({ columns, metadataPlaces }: RowLayout, place: number): number {
  const { type } = columns[place] as StreamColumn
  const isTime = type === 'timestamp with time zone'
  return isTime && metadataPlaces.has(place) ? ownTimeKind : kinds[type]
}

/** The layout of a stream's rows in the memory of the module. */
export class WrittenLayout {
  readonly address: number
  readonly #memory: RowsMemory
  readonly #kindsAt: number
  /** The last property of the list. */
  #first = 0

  constructor(memory: RowsMemory, layout: RowLayout) {
    this.#memory = memory
    const { columns, keyWidth, deletedPlace } = layout
    this.address = memory.allocate(layoutNumbers * 4)
    const kindsAt = memory.allocate(columns.length * 4)
    this.#kindsAt = kindsAt
    const spans = memory.allocate(columns.length * spanNumbers * 4)
    const numbers = [0, 0, columns.length, keyWidth, deletedPlace, kindsAt, spans]
    this.#write(this.address, numbers)
    this.#write(
      kindsAt,
      columns.map((_, place) => kindOf(layout, place)),
    )
    for (const [place, { name }] of columns.entries()) this.add(name, place)
  }

  /** Makes a property known. @param place -1 where its values are left out. */
  add(name: string, place: number): void {
    const key = Buffer.from(JSON.stringify(name))
    const address = this.#memory.allocate(propertyNumbers * 4 + key.length + slackBytes)
    this.#write(address, [place, key.length, this.#first, 0])
    this.#memory.bytes.set(key, address + propertyNumbers * 4)
    this.#first = address
    this.#write(this.address, [address])
  }

  /** Makes the type known that a column has in another layout. */
  setType(layout: RowLayout, place: number): void {
    this.#write(this.#kindsAt + place * 4, [kindOf(layout, place)])
  }

  /** Says how much room there is for rows, and where it is told of them. */
  setRoom(room: number, mostRows: number, starts: number, hashes: number): void {
    this.#write(this.address + 7 * 4, [room, mostRows, starts, hashes])
  }

  #write(address: number, numbers: readonly number[]): void {
    for (const [index, number] of numbers.entries()) {
      this.#memory.bytes.writeInt32LE(number, address + index * 4)
    }
  }
}
