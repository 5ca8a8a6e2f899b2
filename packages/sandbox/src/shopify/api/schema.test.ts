import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import { allScopes, wholeSelection } from '../fixtures/whole-selection.ts'
import { publishedSchema } from '../published/published-schema.ts'
import { apiVersions, LATEST_VERSION } from './versions.ts'

test('a customer is shown as it lies in the store', () => {
  const { ask, store } = makeEndpoint()
  const [record] = [...store.customers.values()].filter(
    ({ email, phone, defaultAddress, firstName, lastName }) =>
      email && phone && defaultAddress && firstName && lastName,
  )
  const { data } = ask(`{ customer(id: "gid://shopify/Customer/${record?.id}") {
      id legacyResourceId displayName numberOfOrders createdAt amountSpent { amount currencyCode }
      defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber }
      defaultAddress { city countryCodeV2 } orders(first: 250) { nodes { id } }
    } }`)
  expect(data.customer).toMatchObject({
    id: `gid://shopify/Customer/${record?.id}`,
    legacyResourceId: String(record?.id),
    displayName: `${record?.firstName} ${record?.lastName}`,
    numberOfOrders: String(record?.numberOfOrders),
    amountSpent: { amount: expect.stringMatching(/^\d+\.\d{1,2}$/), currencyCode: 'USD' },
    defaultEmailAddress: {
      emailAddress: record?.email,
      marketingState: record?.emailMarketingState,
    },
    defaultPhoneNumber: { phoneNumber: record?.phone },
    defaultAddress: { city: record?.defaultAddress?.city },
  })
  expect(data.customer.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(data.customer.orders.nodes).toHaveLength(record?.numberOfOrders ?? -1)
})

test('the line items of a long order are drained through its node', () => {
  const { ask, store } = makeEndpoint()
  const long = [...store.orders.values()].find((order) => order.lineItems.length >= 60)
  const ids: string[] = []
  let after: string | null = null
  do {
    const { data } = ask(
      `query ($id: ID!, $after: String) { node(id: $id) { ... on Order {
          lineItems(first: 25, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
        } } }`,
      { id: `gid://shopify/Order/${long?.id}`, after },
    )
    const { nodes, pageInfo } = data.node.lineItems
    ids.push(...nodes.map((line: { id: string }) => line.id))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  expect(ids).toEqual(long?.lineItems.map((line) => `gid://shopify/LineItem/${line.id}`))
})

test('counts are exact up to their limit', () => {
  const { ask } = makeEndpoint()
  expect(
    ask('{ a: ordersCount { count precision } b: ordersCount(limit: 7) { count precision } }').data,
  ).toEqual({
    a: { count: 300, precision: 'EXACT' },
    b: { count: 7, precision: 'AT_LEAST' },
  })
})

const supported = apiVersions.filter((version) => version.supported).map(({ handle }) => handle)
// Two thousand large queries take their time; one version is enough for every day.
const versions = process.env.DESCANT_LONG ? supported : [LATEST_VERSION]

test.each(versions)(
  'in %s every field of every kind of record can be asked for',
  (version) => {
    const { post } = makeEndpoint({ scopes: allScopes(version) })
    const schema = publishedSchema(version)
    for (const root of Object.keys(schema.getQueryType().getFields())) {
      const query = wholeSelection(schema, root)
      if (query === undefined) continue
      const { json } = post({ query }, { version })
      expect(json.errors, root).toBeUndefined()
    }
  },
  60_000,
)
