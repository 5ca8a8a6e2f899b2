import { createAdminApiClient } from '@shopify/admin-api-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { VirtualClock, WAKING_TIME } from '../clock.ts'
import { type ShopifySandbox, startShopifySandbox } from './start-shopify-sandbox.ts'

// Shopify's own client, as a stranger would use it against a shop.

let sandbox: ShopifySandbox

beforeAll(async () => {
  const clock = new VirtualClock(WAKING_TIME, () => 0)
  sandbox = await startShopifySandbox({ customers: 40, orders: 120, products: 30, clock })
})
afterAll(() => sandbox.close())

interface Logged {
  readonly type: string
  readonly content: { readonly deprecationNotice?: string }
}

/** The client insists on https, so its requests are turned round to the sandbox. */
function makeClient(accessToken = sandbox.accessToken) {
  const logged: Logged[] = []
  const client = createAdminApiClient({
    storeDomain: sandbox.shop,
    apiVersion: '2026-10',
    accessToken,
    retries: 2,
    logger: (log) => logged.push(log as Logged),
    customFetchApi: (url, init) =>
      fetch(String(url).replace(`https://${sandbox.shop}`, sandbox.url), init),
  })
  return { client, logged }
}

interface OrdersPage {
  readonly orders: {
    readonly nodes: readonly { readonly name: string }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

test('reads all pages of a connection', async () => {
  const { client } = makeClient()
  const names: string[] = []
  let after: string | null = null
  do {
    const answer: { data?: OrdersPage } = await client.request<OrdersPage>(
      'query Orders($after: String) { orders(first: 50, after: $after, sortKey: UPDATED_AT) { nodes { name } pageInfo { hasNextPage endCursor } } }',
      { variables: { after } },
    )
    const { nodes = [], pageInfo } = answer.data?.orders ?? {}
    names.push(...nodes.map((order) => order.name))
    after = pageInfo?.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  expect(names).toHaveLength(120)
  expect(new Set(names).size).toBe(120)
})

test('tries again when it is told to wait', async () => {
  const { client, logged } = makeClient()
  sandbox.arm({ kind: 'http', status: 429, count: 2, retry_after_seconds: 1 })
  const { data, errors } = await client.request('{ shop { myshopifyDomain } }')
  expect(errors).toBeUndefined()
  expect(data).toEqual({ shop: { myshopifyDomain: sandbox.shop } })
  expect(logged.filter(({ type }) => type === 'HTTP-Retry')).toHaveLength(2)
})

interface Cost {
  readonly requestedQueryCost: number
  readonly throttleStatus: { readonly currentlyAvailable: number; readonly restoreRate: number }
}

test('is throttled when the points are gone, and served after the wait that the answer names', async () => {
  const { client } = makeClient()
  const page = '{ orders(first: 250) { nodes { id lineItems(first: 250) { nodes { id } } } } }'
  const before = sandbox.requests().length
  sandbox.arm({ kind: 'drain', points: 1700 })
  let answer = await client.request(page)
  for (let times = 0; answer.errors === undefined && times < 50; times++) {
    answer = await client.request(page)
  }
  expect(answer.errors?.graphQLErrors).toMatchObject([{ extensions: { code: 'THROTTLED' } }])
  expect(answer.data).toBeUndefined()
  const { cost } = answer.extensions as unknown as { cost: Cost }
  const { requestedQueryCost, throttleStatus } = cost
  const missing = requestedQueryCost - throttleStatus.currentlyAvailable
  expect(missing).toBeGreaterThan(0)
  sandbox.clock.advance(missing / throttleStatus.restoreRate)
  expect((await client.request(page)).errors).toBeUndefined()
  expect(sandbox.requests(before).filter(({ throttled }) => throttled)).toHaveLength(1)
})

test('runs a bulk operation, from its start to the last line of its file', async () => {
  const { client } = makeClient()
  const started = await client.request(
    'mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { message } } }',
    {
      variables: {
        query:
          '{ orders { edges { node { id name lineItems { edges { node { id title } } } } } } }',
      },
    },
  )
  const { id } = started.data.bulkOperationRunQuery.bulkOperation
  const poll = async () =>
    (
      await client.request(
        'query ($id: ID!) { bulkOperation(id: $id) { status objectCount rootObjectCount fileSize url } }',
        { variables: { id } },
      )
    ).data.bulkOperation
  const statuses: string[] = []
  let operation = await poll()
  for (; operation.url === null; operation = await poll()) {
    statuses.push(operation.status)
    sandbox.clock.advance(0.5)
  }
  expect([...new Set(statuses)]).toEqual(['CREATED', 'RUNNING'])
  const file = await (await fetch(operation.url)).text()
  expect(Buffer.byteLength(file)).toBe(Number(operation.fileSize))
  const objects = file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; __parentId?: string })
  const items = [...sandbox.store.orders.values()].flatMap((order) => order.lineItems)
  expect(objects).toHaveLength(120 + items.length)
  expect(operation).toMatchObject({
    status: 'COMPLETED',
    objectCount: String(objects.length),
    rootObjectCount: '120',
  })
  const orders = new Set(objects.filter((object) => !object.__parentId).map((order) => order.id))
  expect(orders.size).toBe(120)
  expect(objects.every(({ __parentId }) => !__parentId || orders.has(__parentId))).toBe(true)
})

test('shows what is wrong with a query, and what is deprecated in one', async () => {
  const { client, logged } = makeClient()
  const { errors } = await client.request('{ shop { nickname } }')
  expect(errors).toMatchObject({
    networkStatusCode: 200,
    graphQLErrors: [
      {
        message: "Field 'nickname' doesn't exist on type 'Shop'",
        extensions: { code: 'undefinedField' },
      },
    ],
  })
  await client.request('{ currentBulkOperation { id } }')
  expect(logged.at(-1)).toMatchObject({
    content: { deprecationNotice: 'QueryRoot.currentBulkOperation' },
  })
})

test('is told in a line that its token is not good', async () => {
  const { errors } = await makeClient('shpat_wrong').client.request('{ shop { id } }')
  expect(errors).toMatchObject({ networkStatusCode: 401 })
})
