import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Schema } from '../schema/schema.ts'
import { customField } from '../schema/tooling-objects.ts'
import { recordId } from '../store/record-id.ts'
import type { Row, Value } from '../store/row.ts'
import type { TableContents } from '../store/table.ts'
import type { Column, ColumnContext } from './column.ts'
import { crmColumn } from './crm-columns.ts'
import { customFieldRows, entityDefinitionOf } from './definition-rows.ts'
import { genericColumn } from './generic-column.ts'
import { sizeOf } from './sizes.ts'
import { stampsOf } from './stamps.ts'

/** How large an org is, and what it grows from. */
export interface OrgSize {
  /** @default 1 */
  readonly seed?: number
  /** How many accounts there are; contacts, opportunities, cases and so on go by it. @default 200 */
  readonly accounts?: number
  /** How many records an object has, where that is not to go by the accounts. */
  readonly records?: Readonly<Record<string, number>>
}

/** Above this, records are not kept: each value is made again whenever it is read. */
const KEPT_RECORDS = 20_000

/**
 * What the tables of an org start with. The same seed, size and moment give the same org; nothing in
 * it is about anybody.
 */
export function seedContents(
  schema: Schema,
  { seed = 1, accounts = 200, records = {} }: OrgSize,
  now: number,
): (object: ObjectDefinition) => TableContents {
  // What is defined later is told by those that define it.
  const defined = schema.objects
  const size = (object: ObjectDefinition) =>
    object.name === 'EntityDefinition' ? defined.length : sizeOf(object, accounts, records)
  const idOf = (name: string, number: number) => {
    const object = schema.object(name)
    if (object === undefined || object.keyPrefix === null || !object.queryable) return null
    const count = size(object)
    return count === 0 ? null : recordId(object.keyPrefix, number % count)
  }
  return (object) => {
    if (object === customField) return customFieldRows(schema, defined)
    const count = size(object)
    let makeRow: ((index: number) => Row) | undefined
    return {
      size: count,
      row: (index) => {
        makeRow ??= rowsOf({
          seed,
          object,
          size: count,
          stamps: stampsOf(seed, object.name, count, now),
          idOf,
        })
        if (object.name !== 'EntityDefinition') return makeRow(index)
        return { ...makeRow(index), ...entityDefinitionOf(defined[index] as ObjectDefinition) }
      },
    }
  }
}

type Columns = readonly (readonly [name: string, column: Column])[]

function columnsOf(context: ColumnContext): Columns {
  return context.object.fields
    .filter(({ compute, type }) => compute === null && type !== 'address' && type !== 'location')
    .map(
      (field) => [field.name, crmColumn(context, field) ?? genericColumn(context, field)] as const,
    )
}

function rowsOf(context: ColumnContext): (index: number) => Row {
  const columns = columnsOf(context)
  return context.size > KEPT_RECORDS ? lazyRows(columns) : plainRows(columns)
}

function plainRows(columns: Columns): (index: number) => Row {
  return (index) => {
    const row: Record<string, Value> = {}
    for (const [name, column] of columns) row[name] = column(index)
    return row
  }
}

/** Rows that know their number alone, and make each value when it is read. */
function lazyRows(columns: Columns): (index: number) => Row {
  class LazyRow {
    readonly #index: number

    constructor(index: number) {
      this.#index = index
    }

    static addColumn(name: string, column: Column): void {
      Object.defineProperty(LazyRow.prototype, name, {
        get(this: LazyRow) {
          return column(this.#index)
        },
      })
    }
  }
  for (const [name, column] of columns) LazyRow.addColumn(name, column)
  return (index) => new LazyRow(index) as unknown as Row
}
