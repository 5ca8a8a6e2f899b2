import { describe, expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

const RUN =
  'mutation ($q: String!, $g: Boolean! = false) { bulkOperationRunQuery(query: $q, groupObjects: $g) { bulkOperation { id status createdAt } userErrors { field message code } } }'
const POLL =
  'query ($id: ID!) { bulkOperation(id: $id) { id status type errorCode createdAt completedAt objectCount rootObjectCount fileSize url partialDataUrl query } }'
const ORDERS = '{ orders { edges { node { id name lineItems { edges { node { id title } } } } } } }'

function makeBulk(...settings: Parameters<typeof makeEndpoint>) {
  const sandbox = makeEndpoint(...settings)
  const start = (q: string, g?: boolean) => sandbox.ask(RUN, { q, g }).data.bulkOperationRunQuery
  const poll = (id: string) => sandbox.ask(POLL, { id }).data.bulkOperation
  return { ...sandbox, start, poll }
}

describe('the life of an operation', () => {
  test('it is created, runs with growing counts, and completes with a link', () => {
    const { start, poll, clock, store } = makeBulk()
    const { bulkOperation, userErrors } = start(ORDERS)
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
  })
})
