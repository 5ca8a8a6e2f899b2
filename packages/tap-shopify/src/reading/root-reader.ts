import type { Shopify } from '../client/shopify.ts'
import { TooCostlyError } from '../client/shopify-errors.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'
import { objectCost } from '../query/cost.ts'
import type { Field } from '../query/field.ts'
import { pageQuery } from '../query/page-query.ts'
import { printFields } from '../query/print-fields.ts'
import { askPage } from './ask-page.ts'
import { cameShort, type Page, type Row } from './connection-page.ts'

/** What a page of the root is asked for with. */
interface RootPageRequest {
  readonly after?: string | undefined
  /** What the search is told; undefined for all. */
  readonly filter?: string | undefined
  readonly signal: AbortSignal
}

/** Asks for what stands in the root of a stream, a page at a time. */
export type RootReader = (request: RootPageRequest) => Promise<Page<Row>>

/**
 * Makes what asks for the root of a stream. A page that turns out to cost more than Shopify allows is
 * asked for in halves from there on.
 *
 * @param fields What is asked of each record of the root.
 * @param nestedFilter What the search of a nested list is told, where the root has none.
 */
export function rootReader(
  shopify: Shopify,
  { definition, rootKind, rootArguments }: StreamPlan,
  fields: readonly Field[],
  nestedFilter?: string,
): RootReader {
  const { root, find, through } = definition
  const holders = root.split('.')
  const name = holders.pop() as string
  const walk = (answer: Row | null): Row | null =>
    holders.reduce<Row | null>((holder, step) => (holder?.[step] ?? null) as Row | null, answer)

  if (rootKind !== 'connection') {
    const given = rootArguments ? `(${rootArguments})` : ''
    const body = `${name}${given} { ${printFields(fields)} }`
    const text = holders.reduceRight((inner, holder) => `${holder} { ${inner} }`, body)
    const query = {
      document: `query ${name} { ${text} }`,
      cost: objectCost(fields) + holders.length,
    }
    return async ({ signal }) => {
      const found = walk(await shopify.query<Row>(query, {}, signal))?.[name]
      const nodes = (Array.isArray(found) ? found : found ? [found] : []) as Row[]
      return { nodes, next: undefined }
    }
  }

  const question = {
    root,
    fields,
    arguments: [
      ...(find.filter && !through?.isSearched ? ['query: $filter'] : []),
      ...(find.sortKey ? [`sortKey: ${find.sortKey}`] : []),
      ...(find.reverse ? ['reverse: true'] : []),
      ...(rootArguments ? [rootArguments] : []),
    ],
  }
  let query = pageQuery({ ...question, pageSize: shopify.settings.pageSize })
  return async ({ after, filter, signal }) => {
    for (;;) {
      const { first } = query
      const ask = async () => {
        const variables = {
          first,
          after,
          ...(query.document.includes('$filter') && { filter: filter ?? nestedFilter }),
        }
        const answer = await shopify.query<Row>(query, variables, signal)
        const holder = walk(answer)
        // An account that the shop does not have holds no records.
        return holder ?? (holders.length > 0 ? emptyHolder(name) : null)
      }
      try {
        const page = await askPage<Row>({ name, after, ask })
        if (page === undefined) throw cameShort(name, 'no answer came')
        return page
      } catch (error) {
        if (!(error instanceof TooCostlyError) || first === 1) throw error
        query = pageQuery({ ...question, pageSize: Math.floor(first / 2) })
      }
    }
  }
}

const emptyHolder = (name: string): Row => ({
  [name]: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
})
