import type { JsonSchema } from '@descant/sdk'
import { mailingAddress } from './schema/mailing-address.ts'
import { money, moneyBag } from './schema/money.ts'

/** One field of a GraphQL query, with what stands in its braces. */
export interface Field {
  readonly name: string
  /** Absent where the field is a scalar, or a list of scalars. */
  readonly fields?: readonly Field[]
  /** Of a connection: how many items of it come with each record. */
  readonly first?: number
  /** Whether Shopify takes no point for the object itself. */
  readonly isFree?: boolean
}

/**
 * A list of a record that Shopify gives out in pages. The record holds it as a plain array.
 *
 * Shopify may cut a list short without saying so, therefore a field beside it bears witness to how
 * much must be in it.
 */
export interface Connection {
  readonly witness: Field
  /** Fields of the items that are asked for even where nobody wants them, to measure the list. */
  readonly needs?: readonly string[]
  /** What the witness says that the list measures at least. */
  readonly least: (witness: unknown) => number
  readonly measure: (items: readonly Readonly<Record<string, unknown>>[]) => number
}

export interface SelectionOptions {
  readonly isSelected: (...path: readonly string[]) => boolean
  readonly connections: Readonly<Record<string, Connection>>
  /** Items of each connection that come with a record, from 1 to 250. */
  readonly nestedPageSize: number
}

/** Value objects: they come with what holds them, and cost no points of their own. */
const freeOfCharge: ReadonlySet<JsonSchema> = new Set<JsonSchema>([money, moneyBag, mailingAddress])

const always: ReadonlySet<string> = new Set(['id', 'updatedAt'])

/**
 * The fields to ask for: those of the schema that are wanted, ids and update times in any case. An
 * object of which nothing is wanted is left out.
 *
 * @example
 * fieldsOf(order, { isSelected: () => true, connections: { lineItems }, nestedPageSize: 50 })
 */
export function fieldsOf(schema: JsonSchema, options: SelectionOptions): readonly Field[] {
  return fieldsWithin(schema, options, [], always)
}

function fieldsWithin(
  schema: JsonSchema,
  options: SelectionOptions,
  path: readonly string[],
  needed: ReadonlySet<string>,
): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]): readonly Field[] => {
    const own = [...path, name]
    if (!needed.has(name) && !options.isSelected(...own)) return []
    const object = property.items ?? property
    if (object.properties === undefined) return [{ name }]
    const connection = path.length === 0 ? options.connections[name] : undefined
    const fields = fieldsWithin(object, options, own, new Set(['id', ...(connection?.needs ?? [])]))
    if (fields.length === 0) return []
    if (connection) return [{ name, fields, first: options.nestedPageSize }, connection.witness]
    return [{ name, fields, ...(freeOfCharge.has(object) && { isFree: true }) }]
  })
}
