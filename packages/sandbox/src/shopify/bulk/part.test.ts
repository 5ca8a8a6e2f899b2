import { describe, expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

const RUN =
  'mutation ($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation { id status createdAt } userErrors { field message code } } }'
const POLL =
  'query ($id: ID!) { bulkOperation(id: $id) { id status type errorCode createdAt completedAt objectCount rootObjectCount fileSize url partialDataUrl query } }'
const CANCEL =
  'mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } } }'
const ORDERS = '{ orders { edges { node { id name lineItems { edges { node { id title } } } } } } }'
const PRODUCTS = '{ products { edges { node { id } } } }'

/** A sandbox in which a bulk operation goes through 100 objects a second. */
function makeBulk(...settings: Parameters<typeof makeEndpoint>) {
  const sandbox = makeEndpoint(...settings)
  const run = (q: string, version = '2026-10') =>
    sandbox.post({ query: RUN, variables: { q } }, { version }).json.data.bulkOperationRunQuery
  const start = (q: string): string => run(q).bulkOperation.id
  const poll = (id: string) => sandbox.ask(POLL, { id }).data.bulkOperation
  const cancel = (id: string) => sandbox.ask(CANCEL, { id }).data.bulkOperationCancel
  return { ...sandbox, run, start, poll, cancel }
}

describe('the life of an operation', () => {
  test('it is created, runs with growing counts, and completes with a link', () => {
    const { run, poll, clock, store } = makeBulk()
    const { bulkOperation, userErrors } = run(ORDERS)
    expect(userErrors).toEqual([])
    expect(bulkOperation).toEqual({
      id: 'gid://shopify/BulkOperation/8066670100786',
      status: 'CREATED',
      createdAt: '2026-11-01T00:00:00Z',
    })
    const { id } = bulkOperation
    const orders = [...store.orders.values()]
    const objects = orders.length + orders.flatMap((order) => order.lineItems).length
    expect(poll(id)).toMatchObject({ status: 'CREATED', objectCount: '0', rootObjectCount: '0' })
    clock.advance(1.5)
    const running = poll(id)
    expect(running).toMatchObject({ status: 'RUNNING', objectCount: '100', url: null })
    expect(Number(running.rootObjectCount)).toBeGreaterThan(20)
    expect(Number(running.rootObjectCount)).toBeLessThan(80)
    clock.advance(objects / 100)
    expect(poll(id)).toMatchObject({
      status: 'COMPLETED',
      type: 'QUERY',
      errorCode: null,
      objectCount: String(objects),
      rootObjectCount: '300',
      fileSize: expect.stringMatching(/^\d+$/),
      url: expect.stringMatching(/\/bulk\/\w+\?Expires=\d+&Signature=\w+&response-content-type=/),
      partialDataUrl: null,
      query: ORDERS,
    })
    clock.advance(7 * 24 * 3600)
    expect(poll(id).status).toBe('EXPIRED')
  })

  test('where nothing is found there is nothing to download', () => {
    const { start, poll, clock } = makeBulk()
    const id = start('{ orders(query: "name:nobody") { edges { node { id } } } }')
    clock.advance(0.5)
    expect(poll(id)).toMatchObject({ status: 'COMPLETED', objectCount: '0', url: null })
  })

  test('it takes the store as it was when it began', () => {
    const { start, poll, clock, store, bulk } = makeBulk()
    const id = start('{ orders { edges { node { id tags } } } }')
    const [order] = [...store.orders.values()]
    if (order !== undefined) store.orders.put({ ...order, tags: ['changed'] }, clock.now())
    clock.advance(10)
    const { url } = poll(id)
    expect(String(bulk.file(url.split(/[/?]/)[4])?.bytes)).not.toContain('changed')
  })

  test('a missing scope lets it fail, without data', () => {
    const { start, poll, clock } = makeBulk({ scopes: ['read_orders', 'read_all_orders'] })
    const id = start('{ orders { edges { node { id customer { id } } } } }')
    clock.advance(10)
    expect(poll(id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
      completedAt: null,
      url: null,
      partialDataUrl: null,
    })
  })

  test('without read_all_orders it finds what a page would', () => {
    const { start, poll, clock, ask } = makeBulk({ scopes: ['read_orders'] })
    const id = start('{ orders { edges { node { id } } } }')
    clock.advance(10)
    const { count } = ask('{ ordersCount { count } }').data.ordersCount
    expect(poll(id).objectCount).toBe(String(count))
    expect(count).toBeLessThan(300)
  })

  test('what its query filters by in vain is warned of nowhere', () => {
    const { run, ask } = makeBulk()
    const q = '{ orders(query: "colour:red") { edges { node { id } } } }'
    expect(run(q).userErrors).toEqual([])
    expect(ask(RUN, { q: PRODUCTS }).extensions).not.toHaveProperty('search')
  })
})

test('an operation that is not done in ten days has failed', () => {
  const { start, poll, clock, conditions } = makeBulk()
  conditions.bulkObjectsPerSecond = 1 / (24 * 3600)
  const id = start(ORDERS)
  clock.advance(9 * 24 * 3600)
  expect(poll(id)).toMatchObject({ status: 'RUNNING', objectCount: '8' })
  clock.advance(24 * 3600)
  expect(poll(id)).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT', url: null })
})

describe('an end before its time', () => {
  test('it is canceling for a while, then canceled, and keeps what it had', () => {
    const { start, poll, cancel, clock } = makeBulk()
    const id = start(ORDERS)
    clock.advance(1.5)
    expect(cancel(id)).toEqual({ bulkOperation: { id, status: 'CANCELING' }, userErrors: [] })
    expect(cancel(id).bulkOperation.status).toBe('CANCELING')
    clock.advance(1)
    expect(poll(id)).toMatchObject({
      status: 'CANCELED',
      objectCount: '100',
      completedAt: null,
      fileSize: null,
      url: expect.any(String),
    })
    expect(cancel(id).userErrors).toEqual([
      { field: null, message: 'A bulk operation cannot be canceled when it is canceled' },
    ])
  })

  test('what is completed cannot be canceled', () => {
    const { start, cancel, clock } = makeBulk()
    const id = start(PRODUCTS)
    clock.advance(60)
    expect(cancel(id)).toEqual({
      bulkOperation: { id, status: 'COMPLETED' },
      userErrors: [
        { field: null, message: 'A bulk operation cannot be canceled when it is completed' },
      ],
    })
  })

  test.each(['gid://shopify/BulkOperation/1', 'gid://shopify/Order/8066670100786'])(
    '%s cannot be canceled either',
    (id) => {
      const { start, cancel } = makeBulk()
      start(PRODUCTS)
      expect(cancel(id)).toEqual({
        bulkOperation: null,
        userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }],
      })
    },
  )
})

describe('places', () => {
  test('five operations of an app run at once, and a sixth when one is done', () => {
    const { run, start, clock } = makeBulk()
    const ids = Array.from({ length: 5 }, () => start(PRODUCTS))
    expect(run(PRODUCTS)).toEqual({
      bulkOperation: null,
      userErrors: [
        {
          field: null,
          message: `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`,
          code: 'OPERATION_IN_PROGRESS',
        },
      ],
    })
    clock.advance(60)
    expect(run(PRODUCTS).userErrors).toEqual([])
  })

  test('up to 2025-10 there is one', () => {
    const { run } = makeBulk()
    expect(run(PRODUCTS, '2025-10').userErrors).toEqual([])
    expect(run(PRODUCTS, '2025-10').userErrors).toMatchObject([{ code: 'OPERATION_IN_PROGRESS' }])
    expect(run(PRODUCTS, '2026-01').userErrors).toEqual([])
  })

  test('another app has places of its own, and sees none of these', () => {
    const { start, tokens, post, bulk } = makeBulk()
    const ids = Array.from({ length: 5 }, () => start(PRODUCTS))
    const headers = { 'x-shopify-access-token': tokens.issue({ app: 'other' }).token }
    const asOther = (query: string, variables: object) =>
      post({ query, variables }, { headers }).json.data
    expect(asOther(POLL, { id: ids[0] })).toEqual({ bulkOperation: null })
    expect(asOther(RUN, { q: PRODUCTS }).bulkOperationRunQuery.userErrors).toEqual([])
    expect([bulk.list('sandbox').length, bulk.list('other').length]).toEqual([5, 1])
  })
})

test('up to 2025-10 children stand with their parents unless it is told otherwise', () => {
  for (const [version, grouped] of [
    ['2025-10', true],
    ['2026-01', false],
  ] as const) {
    const { run, bulk, clock } = makeBulk()
    run(ORDERS, version)
    clock.advance(120)
    const name = bulk.list('sandbox')[0]?.path?.split(/[/?]/)[2] ?? ''
    const lines = String(bulk.file(name)?.bytes).trimEnd().split('\n')
    let parent: string | undefined
    const together = lines.every((line) => {
      const { id, __parentId } = JSON.parse(line) as { id: string; __parentId?: string }
      if (__parentId === undefined) parent = id
      return __parentId === undefined || __parentId === parent
    })
    expect(together).toBe(grouped)
  }
})

describe('looking for operations', () => {
  const LIST =
    'query ($query: String, $reverse: Boolean = false) { bulkOperations(first: 10, query: $query, reverse: $reverse) { nodes { id status } } }'

  test('the newest come first; they are found by status and type', () => {
    const { start, ask, clock } = makeBulk()
    const first = start(PRODUCTS)
    clock.advance(60)
    const second = start(PRODUCTS)
    const list = (variables: Record<string, unknown>) =>
      ask(LIST, variables).data.bulkOperations.nodes.map(({ id }: { id: string }) => id)
    expect(list({})).toEqual([second, first])
    expect(list({ reverse: true })).toEqual([first, second])
    expect(list({ query: 'status:completed' })).toEqual([first])
    expect(list({ query: 'status:created operation_type:query' })).toEqual([second])
    expect(list({ query: 'operation_type:mutation' })).toEqual([])
  })

  test('the current one is the latest, also when it has ended', () => {
    const { start, ask, clock } = makeBulk()
    const current = () => ask('{ currentBulkOperation { id status } }').data.currentBulkOperation
    expect(current()).toBeNull()
    start(PRODUCTS)
    const id = start(PRODUCTS)
    clock.advance(60)
    expect(current()).toEqual({ id, status: 'COMPLETED' })
  })

  test('an id of another type is refused, and 2025-10 does not look up by id', () => {
    const { ask, post } = makeBulk()
    expect(ask(POLL, { id: 'gid://shopify/Product/1' })).toMatchObject({
      data: { bulkOperation: null },
      errors: [
        {
          message: 'Invalid id: gid://shopify/Product/1',
          extensions: { code: 'RESOURCE_NOT_FOUND' },
        },
      ],
    })
    const { json } = post(
      { query: '{ bulkOperation(id: "gid://shopify/BulkOperation/1") { id } }' },
      { version: '2025-10' },
    )
    expect(json.errors[0].extensions.code).toBe('undefinedField')
  })
})
