import type { Column, Columns } from './column.ts'
import type { Entity } from './define-entity.ts'
import type { Expression, FieldExpression } from './expression.ts'
import { type FieldsOf, fieldsOf, type ListField, type RawObject } from './raw-shape.ts'
import type { profileColumn, recordColumns } from './record-columns.ts'

/** Columns that no mapping gives: the transform knows them itself. */
type FilledColumn = keyof typeof recordColumns | keyof typeof profileColumn

type MappedColumn<C> = {
  [Name in keyof C & string]: C[Name] extends { fromParent: true } ? never : Name
}[Exclude<keyof C & string, FilledColumn>]

type RequiredColumn<C> = {
  [Name in MappedColumn<C>]: C[Name] extends { required: true } ? Name : never
}[MappedColumn<C>]

/** An expression for each column of an entity; required ones must be there. */
export type ColumnMapping<C> = { readonly [Name in RequiredColumn<C>]: Expression } & {
  readonly [Name in MappedColumn<C>]?: Expression
}

/** The rows that a record carries within it. */
export interface ChildMapping {
  readonly entity: Entity
  readonly list: FieldExpression
  readonly columns: Readonly<Record<string, Expression>>
}

/** How the records of one stream become rows. */
export interface SourceStream {
  /** The name of the stream in the raw zone. */
  readonly name: string
  readonly raw: RawObject
  readonly entity: Entity
  readonly columns: Readonly<Record<string, Expression>>
  readonly children: readonly ChildMapping[]
}

/** A kind of provider: its streams, and what their records mean. */
export interface Source {
  /** As in `shopify`: a provider of this name is of this type unless it is told otherwise. */
  readonly type: string
  readonly streams: readonly SourceStream[]
}

/**
 * Declares a source. Each of its streams is a table of its own, so that an id names one record, but for
 * what happened, of which several streams may tell.
 *
 * @example
 * const till = defineSource({ type: 'till', streams: [receipts] })
 */
export function defineSource(source: Source): Source {
  const tables = source.streams.flatMap(({ entity }) => (entity.isLog ? [] : entity.name))
  const twice = tables.find((table, index) => tables.indexOf(table) < index)
  if (twice !== undefined) throw new Error(`two streams of ${source.type} make ${twice}`)
  return source
}

/**
 * Declares how a stream's records become rows of an entity.
 *
 * @example
 * const receipts = defineStream({
 *   name: 'receipts',
 *   entity: orders,
 *   raw: { number: 'text', paid: { amount: 'text' }, changed: 'text' },
 *   columns: (receipt) => ({
 *     order_id: receipt.number,
 *     total_price: receipt.paid.amount,
 *     updated_at: receipt.changed,
 *   }),
 * })
 */
export function defineStream<const Raw extends RawObject, C extends Columns>(stream: {
  readonly name: string
  readonly entity: Entity<C>
  readonly raw: Raw
  readonly columns: (record: FieldsOf<Raw>) => ColumnMapping<C>
  readonly children?: (record: FieldsOf<Raw>) => readonly ChildMapping[]
}): SourceStream {
  const record = fieldsOf(stream.raw)
  const columns = known(stream.entity, stream.columns(record))
  const children = stream.children?.(record) ?? []
  return { name: stream.name, raw: stream.raw, entity: stream.entity, columns, children }
}

/** Declares how the items of a list within a record become rows of their own. */
export function childRows<Item, C extends Columns>(
  entity: Entity<C>,
  { list, item }: ListField<Item>,
  columns: (item: Item) => ColumnMapping<C>,
): ChildMapping {
  return { entity, list, columns: known(entity, columns(item)) }
}

/** The compiler lets an arrow function return too much; this does not. */
function known(entity: Entity, columns: object): Record<string, Expression> {
  const entityColumns: Record<string, Column> = entity.columns
  for (const name of Object.keys(columns)) {
    if (!(name in entityColumns)) throw new Error(`${entity.name} has no column ${name}`)
  }
  return { ...columns }
}
