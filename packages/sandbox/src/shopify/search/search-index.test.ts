import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

test('warn of what they ignored, and return everything', () => {
  const { ask } = makeEndpoint()
  const answer = ask('{ all: customers(first: 250, query: "nickname:ann") { nodes { id } } }')
  expect(answer.data.all.nodes).toHaveLength(60)
  expect(answer.extensions.search).toEqual([
    {
      path: ['all'],
      query: 'nickname:ann',
      parsed: { field: 'nickname', match_all: 'ann' },
      warnings: [
        {
          field: 'nickname',
          message: 'Invalid search field for this query.',
          code: 'invalid_field',
        },
      ],
    },
  ])
})

test('are silent when all was understood, unless asked how', () => {
  const { post } = makeEndpoint()
  const query = '{ customers(first: 1, query: "tag:vip") { nodes { id } } }'
  expect(post({ query }).json.extensions).not.toHaveProperty('search')
  const { json } = post({ query }, { headers: { 'shopify-search-query-debug': '1' } })
  expect(json.extensions.search).toMatchObject([{ parsed: { field: 'tag', match_all: 'vip' } }])
})

test('see a change only when the index has caught up; the record itself shows it at once', () => {
  const { ask, clock, store } = makeEndpoint({}, 5000)
  const [customer] = store.customers.values()
  if (customer === undefined) throw new Error('no customer')
  const find = () =>
    ask('{ customers(first: 1, query: "tag:fresh") { nodes { id tags } } }').data.customers.nodes
  clock.advance(10)
  store.customers.put({ ...customer, tags: ['fresh'], updatedAt: clock.now() }, clock.now())
  expect(find()).toEqual([])
  expect(
    ask(
      `{ customer(id: "gid://shopify/Customer/${customer.id}") { tags } customers(first: 1) { nodes { tags } } }`,
    ).data,
  ).toEqual({ customer: { tags: ['fresh'] }, customers: { nodes: [{ tags: ['fresh'] }] } })
  const last = '{ customers(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { id } } }'
  const before = ask(last).data
  clock.advance(5)
  expect(find()).toHaveLength(1)
  expect(ask(last).data).not.toEqual(before)
})
