import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import { generateStore, makeShop } from '../seed/generate-store.ts'

const contents = generateStore(makeShop('acme'), {
  customers: 5,
  orders: 20,
  products: 3,
  deep: true,
})

interface Connection {
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** All ids of a nested connection, page by page. */
function drain(
  ask: ReturnType<typeof makeEndpoint>['ask'],
  id: string,
  on: string,
  field: string,
  read: (node: never) => Connection,
): string[] {
  const ids: string[] = []
  let after: string | null = null
  do {
    const { data } = ask(
      `query ($id: ID!, $after: String) { node(id: $id) { ... on ${on} { ${field.replace('PAGE', '(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }')} } } }`,
      { id, after },
    )
    const { nodes, pageInfo } = read(data.node as never)
    ids.push(...nodes.map((node) => node.id))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  return ids
}

test('a deep store holds what no page can show, and all of it can be drained', () => {
  const { ask } = makeEndpoint({}, 0, contents)
  const { data } = ask(`{
    products(first: 1, query: "tag:deep") { nodes { id variantsCount { count } } }
    orders(first: 1, query: "tag:deep") {
      nodes { id displayFinancialStatus totalRefundedSet { shopMoney { amount } }
        refunds { id totalRefundedSet { shopMoney { amount } } } }
    }
    codeDiscountNodes(first: 1, query: "tag:deep") {
      nodes { id codeDiscount { ... on DiscountCodeBasic { codesCount { count } } } }
    }
  }`)
  const [product] = data.products.nodes
  const [order] = data.orders.nodes
  const [discount] = data.codeDiscountNodes.nodes
  expect(product.variantsCount.count).toBe(251)
  expect(discount.codeDiscount.codesCount.count).toBe(120)
  expect(order.displayFinancialStatus).toBe('PARTIALLY_REFUNDED')
  const cents = (money: { shopMoney: { amount: string } }) =>
    Math.round(Number(money.shopMoney.amount) * 100)
  expect(order.refunds).toHaveLength(3)
  expect(
    order.refunds.reduce(
      (sum: number, refund: { totalRefundedSet: { shopMoney: { amount: string } } }) =>
        sum + cents(refund.totalRefundedSet),
      0,
    ),
  ).toBe(cents(order.totalRefundedSet))

  const drained = (id: string, on: string, field: string, read: (node: never) => Connection) =>
    new Set(drain(ask, id, on, field, read)).size
  const at = (name: string) => (node: Record<string, Connection>) => node[name] as Connection
  expect(drained(product.id, 'Product', 'variantsPAGE', at('variants') as never)).toBe(251)
  expect(
    drained(product.id, 'Product', 'metafieldsPAGE', at('metafields') as never),
  ).toBeGreaterThan(250)
  expect(drained(order.id, 'Order', 'lineItemsPAGE', at('lineItems') as never)).toBe(300)
  for (const refund of order.refunds) {
    expect(
      drained(refund.id, 'Refund', 'refundLineItemsPAGE', at('refundLineItems') as never),
    ).toBe(60)
  }
  expect(
    drained(
      discount.id,
      'DiscountCodeNode',
      'codeDiscount { ... on DiscountCodeBasic { codesPAGE } }',
      ((node: { codeDiscount: { codes: Connection } }) => node.codeDiscount.codes) as never,
    ),
  ).toBe(120)
})
