import type { Shopify } from '../client/shopify.ts'
import type { Field } from '../query/field.ts'
import { nestedQuery } from '../query/page-query.ts'
import { askPage } from './ask-page.ts'
import { cameShort, pageIn, type Row } from './connection-page.ts'

/** What is asked of a shop to read nested lists to their end. */
type Asks = Pick<Shopify, 'query'>

/** The nearest object around a list that can be asked for by its id, and the way from it. */
interface Anchor {
  readonly type: string
  readonly id: unknown
  readonly path: readonly Field[]
}

/** As much of a list as was read, and what its witness said last. */
interface Items {
  readonly nodes: readonly Row[]
  readonly told: unknown
}

/** Thrown where a record is found to be deleted while it is read. */
class Gone extends Error {}

/** Whether there is a list of any length in a field or within it. */
const holdsLists = (field: Field): boolean =>
  field.first !== undefined || (field.fields?.some(holdsLists) ?? false)

/** Completes the records of a stream: each nested list of them is read to its end, and an array. */
export interface RowCompleter {
  /**
   * Gives the record with whole lists; undefined where it has been deleted meanwhile.
   *
   * @throws RequestError where a part of a list is missing.
   */
  complete(row: Row, signal: AbortSignal): Promise<Row | undefined>
}

/**
 * Makes a completer of records. Undefined where there are no lists in them, and nothing is to do.
 *
 * @param type The GraphQL type of the records, as `Order`.
 * @param variables What the arguments of nested lists name, as `filter`.
 */
export function rowCompleter(
  shopify: Asks,
  type: string,
  fields: readonly Field[],
  variables: Readonly<Record<string, unknown>> = {},
): RowCompleter | undefined {
  if (!fields.some(holdsLists)) return undefined
  const walk = new ListWalk(shopify, variables)
  return {
    async complete(row, signal) {
      try {
        return await walk.object(row, fields, { type, id: row.id, path: [] }, signal)
      } catch (error) {
        if (error instanceof Gone) return undefined
        throw error
      }
    },
  }
}

class ListWalk {
  readonly #shopify: Asks
  readonly #variables: Readonly<Record<string, unknown>>

  constructor(shopify: Asks, variables: Readonly<Record<string, unknown>>) {
    this.#shopify = shopify
    this.#variables = variables
  }

  async object(
    given: Row,
    fields: readonly Field[],
    anchor: Anchor | undefined,
    signal: AbortSignal,
  ): Promise<Row> {
    let object = given
    for (const field of fields) {
      if (!holdsLists(field)) continue
      const further = anchor && { ...anchor, path: [...anchor.path, field] }
      if (field.isFragment) {
        if (isOf(field, given))
          object = await this.object(object, field.fields ?? [], further, signal)
        continue
      }
      const value = object[field.name]
      if (value === null || value === undefined) continue
      if (field.first !== undefined) object = await this.#list(object, field, anchor, signal)
      else object = { ...object, [field.name]: await this.#within(value, field, further, signal) }
    }
    return object
  }

  /** An object or a list of objects that has lists in it. */
  async #within(
    value: unknown,
    field: Field,
    around: Anchor | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { type = '', fields = [], isNode } = field
    const anchorOf = (object: Row) =>
      isNode && typeof object.id === 'string' ? { type, id: object.id, path: [] } : undefined
    if (!Array.isArray(value)) {
      const object = value as Row
      return this.object(object, fields, anchorOf(object) ?? around, signal)
    }
    const items: Row[] = []
    for (const item of value as Row[]) {
      // An item of a plain list can only be found again by an id of its own.
      items.push(await this.object(item, fields, anchorOf(item), signal))
    }
    return items
  }

  async #list(
    holder: Row,
    field: Field,
    anchor: Anchor | undefined,
    signal: AbortSignal,
  ): Promise<Row> {
    const { name, witness } = field
    const label =
      anchor === undefined ? name : [anchor.type, ...namesOf(anchor.path), name].join('.')
    const { [witness?.field.name ?? '']: told, ...rest } = holder
    const { nodes, next } = pageIn<Row>(holder, name, undefined, label)
    let items: Items = { nodes, told }
    if (next !== undefined) items = await this.#readOn(field, label, anchor, signal, nodes, next)
    // The list may have changed while it was read; a second look tells.
    if (isShort(field, items)) items = await this.#readOn(field, label, anchor, signal, [])
    if (isShort(field, items)) {
      const measured = witness?.measure(items.nodes)
      throw cameShort(label, `${measured} of ${witness?.least(items.told)} came`)
    }
    const completed = (await this.#within(items.nodes, field, undefined, signal)) as Row[]
    return { ...rest, [name]: completed }
  }

  /** Reads a list on from a cursor, or from the start. */
  async #readOn(
    field: Field,
    label: string,
    anchor: Anchor | undefined,
    signal: AbortSignal,
    begun: readonly Row[],
    from?: string,
  ): Promise<Items> {
    if (anchor === undefined) throw cameShort(label, 'it cannot be asked for by itself')
    const { type, id, path } = anchor
    const { name, witness } = field
    const query = nestedQuery(type, path, field)
    const nodes = [...begun]
    let after = from
    for (;;) {
      const variables = { ...this.#variables, id, after }
      const ask = async () => {
        const { node } = await this.#shopify.query<{ node: Row | null }>(query, variables, signal)
        if (node === null) throw new Gone()
        return path.reduce<Row | null>(
          (object, step) =>
            step.isFragment ? object : ((object?.[step.name] ?? null) as Row | null),
          node,
        )
      }
      const page = await askPage<Row>({ name, label, after, ask })
      if (page === undefined) throw new Gone()
      nodes.push(...page.nodes)
      after = page.next
      if (after === undefined) return { nodes, told: page.holder[witness?.field.name ?? ''] }
    }
  }
}

/** Whether an object is of the type that a fragment is for: it says so, or has all that was asked. */
const isOf = ({ name: type, fields = [] }: Field, object: Row): boolean =>
  typeof object.__typename === 'string'
    ? object.__typename === type
    : fields.every(({ name }) => Object.hasOwn(object, name))

const namesOf = (path: readonly Field[]): string[] =>
  path.filter(({ isFragment }) => !isFragment).map(({ name }) => name)

function isShort({ witness }: Field, { nodes, told }: Items): boolean {
  if (witness === undefined || told === null || told === undefined) return false
  const least = witness.least(told)
  return least !== undefined && witness.measure(nodes) < least
}
