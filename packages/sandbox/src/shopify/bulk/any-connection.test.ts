import { expect, test } from 'vitest'
import { getNamedType, isObjectType } from '../api/graphql.ts'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import { publishedSchema } from '../published/published-schema.ts'

const RUN =
  'mutation ($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation { id } userErrors { message } } }'

/** The root connections whose nodes have an id and that ask for nothing but a page. */
const connections = Object.values(publishedSchema('2026-10').getQueryType()?.getFields() ?? {})
  .filter(({ type, args, deprecationReason }) => {
    const connection = getNamedType(type)
    if (!isObjectType(connection) || !connection.name.endsWith('Connection')) return false
    const node = getNamedType(connection.getFields().nodes?.type)
    const needed = args.some(
      (arg) => String(arg.type).endsWith('!') && arg.defaultValue === undefined,
    )
    return (
      !needed &&
      deprecationReason == null &&
      node !== undefined &&
      'getFields' in node &&
      'id' in node.getFields()
    )
  })
  .map(({ name }) => name)

test('every connection gives in bulk what it gives in pages', () => {
  const { ask, clock, bulk } = makeEndpoint()
  const full: string[] = []
  for (const name of connections) {
    const inPages: string[] = []
    let after: string | null = null
    do {
      const { data } = ask(
        `query ($after: String) { ${name}(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
      clock.advance(10)
      inPages.push(...data[name].nodes.map(({ id }: { id: string }) => id))
      after = data[name].pageInfo.hasNextPage ? data[name].pageInfo.endCursor : null
    } while (after !== null)
    const started = ask(RUN, { q: `{ ${name} { edges { node { id } } } }` })
    expect(started.data.bulkOperationRunQuery.userErrors).toEqual([])
    clock.advance(600)
    const path = bulk.list('sandbox').at(-1)?.path
    if (path !== undefined) full.push(name)
    const lines = path === undefined ? '' : String(bulk.file(path.split(/[/?]/)[2] ?? '')?.bytes)
    const inBulk = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id]))
    expect([name, inBulk.sort()]).toEqual([name, inPages.sort()])
  }
  expect(full).toEqual(
    expect.arrayContaining(['customers', 'orders', 'products', 'productVariants']),
  )
})
