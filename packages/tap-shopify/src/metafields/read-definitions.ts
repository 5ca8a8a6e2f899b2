import type { Shopify } from '../client/shopify.ts'
import { askPage } from '../reading/ask-page.ts'
import { cameShort, type Row } from '../reading/connection-page.ts'

/** Reads all that the shop has defined of a kind. */
export async function readDefinitions<Definition>(
  shopify: Shopify,
  root: string,
  fields: string,
  given = '',
): Promise<readonly Definition[]> {
  const document =
    `query ${root}($after: String) { ${root}(first: 250, after: $after${given && `, ${given}`}) ` +
    `{ nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`
  const definitions: Definition[] = []
  let after: string | undefined
  do {
    const ask = () => shopify.query<Row>({ document, cost: 50 }, { after })
    const page = await askPage<Definition>({ name: root, after, ask })
    if (page === undefined) throw cameShort(root, 'no answer came')
    definitions.push(...page.nodes)
    after = page.next
  } while (after !== undefined)
  return definitions
}
