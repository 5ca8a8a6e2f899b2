import { askPage } from './ask-page.ts'
import { cameShort, pageIn, type Row } from './connection-page.ts'
import { nestedQuery } from './query.ts'
import type { Connection, Field } from './selection.ts'
import type { Shopify } from './shopify.ts'

/** Reads one nested list of a stream's records to its end, whatever its length. */
export interface NestedReader {
  /**
   * Gives the record with the whole list as an array; undefined where the record has been deleted.
   *
   * @throws RequestError where a part of the list is missing.
   */
  complete<Whole extends Row>(row: Whole, signal: AbortSignal): Promise<Whole | undefined>
}

/** As much of a list as was read, and what its witness said last. */
interface Items {
  readonly nodes: readonly Row[]
  readonly told: unknown
}

/**
 * Makes a reader of a connection that lies in the records of a stream.
 *
 * @param type The GraphQL type of the records, as `Order`.
 * @param field The connection as it was asked for in the records.
 */
export function nestedReader(
  shopify: Shopify,
  type: string,
  field: Field,
  { witness, least, measure }: Connection,
): NestedReader {
  const { name } = field
  const label = `${type}.${name}`
  const query = nestedQuery(type, field, witness)

  /** Reads on from a cursor, or from the start. Undefined where the record is gone. */
  const readOn = async (
    id: unknown,
    signal: AbortSignal,
    begun: readonly Row[] = [],
    from?: string,
  ): Promise<Items | undefined> => {
    const nodes = [...begun]
    let after = from
    for (;;) {
      const variables = { id, after }
      const ask = async () =>
        (await shopify.query<{ node: Row | null }>(query, variables, signal)).node
      const page = await askPage<Row>({ name, label, after, ask })
      if (page === undefined) return undefined
      nodes.push(...page.nodes)
      after = page.next
      if (after === undefined) return { nodes, told: page.holder[witness.name] }
    }
  }

  const isShort = ({ nodes, told }: Items) =>
    told !== null && told !== undefined && measure(nodes) < least(told)

  return {
    async complete(row, signal) {
      const { [witness.name]: told, ...record } = row
      const { nodes, next } = pageIn<Row>(row, name, undefined, label)
      let items: Items | undefined =
        next === undefined ? { nodes, told } : await readOn(row.id, signal, nodes, next)
      // The list may have changed while it was read; a second look tells.
      if (items && isShort(items)) items = await readOn(row.id, signal)
      if (items === undefined) return undefined
      if (isShort(items)) {
        throw cameShort(label, `${measure(items.nodes)} of ${least(items.told)} came`)
      }
      return { ...record, [name]: items.nodes } as typeof row
    },
  }
}
