import { expect, test } from 'vitest'
import { WAKING_TIME } from '../../clock.ts'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

test('a field whose scope is missing is null, and the rest is delivered', () => {
  const { ask } = makeEndpoint({ scopes: ['read_orders', 'read_all_orders'] })
  const answer = ask(
    '{ orders(first: 3, query: "customer_id:>0") { nodes { name customer { id } } } }',
  )
  expect(answer.data.orders.nodes).toHaveLength(3)
  expect(answer.data.orders.nodes[0]).toMatchObject({ name: expect.any(String), customer: null })
  expect(answer.errors).toHaveLength(3)
  expect(answer.errors[0]).toMatchObject({
    message: 'Access denied for customer field. Required access: `read_customers` access scope.',
    path: ['orders', 'nodes', 0, 'customer'],
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess: '`read_customers` access scope.',
    },
  })
})

test.each([
  ['{ customers(first: 1) { nodes { id } } }', null],
  ['{ customersCount { count } }', { customersCount: null }],
  ['{ node(id: "gid://shopify/Customer/6157654556905") { id } }', { node: null }],
  ['{ customer(id: "gid://shopify/Customer/6157654556905") { id } }', { customer: null }],
])('%s is denied without read_customers', (query, data) => {
  const answer = makeEndpoint({ scopes: ['read_orders'] }).ask(query)
  expect(answer.errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }])
  expect(answer.data).toEqual(data)
})

test('without read_all_orders there are no orders before the last sixty days, anywhere', () => {
  const { ask, store } = makeEndpoint({ scopes: ['read_orders', 'read_customers'] })
  const since = WAKING_TIME - 60 * 24 * 3600 * 1000
  const recent = [...store.orders.values()].filter((order) => order.createdAt >= since)
  const old = [...store.orders.values()].find((order) => order.createdAt < since)
  const customer = recent.find((order) => order.customerId !== null)?.customerId
  const answer = ask(`{
      ordersCount { count precision }
      orders(first: 250) { nodes { id } }
      order(id: "gid://shopify/Order/${old?.id}") { id }
      customer(id: "gid://shopify/Customer/${customer}") { orders(first: 250) { nodes { id } } }
    }`)
  expect(recent.length).toBeGreaterThan(0)
  expect(answer.data).toMatchObject({
    ordersCount: { count: recent.length, precision: 'EXACT' },
    order: null,
  })
  expect(answer.data.orders.nodes).toHaveLength(recent.length)
  expect(answer.data.customer.orders.nodes).toHaveLength(
    recent.filter((order) => order.customerId === customer).length,
  )
})

test('an expired or revoked token is no token', () => {
  const { clock, tokens, token, post } = makeEndpoint({ ttlSeconds: 60 })
  const status = () => post({ query: '{ shop { id } }' }).status
  expect(status()).toBe(200)
  clock.advance(60)
  expect(status()).toBe(401)
  expect(tokens.revoke(token)).toBe(true)
  expect(tokens.revoke(token)).toBe(false)
})

test('the app can see its scopes', () => {
  const { ask } = makeEndpoint({ scopes: ['read_orders', 'read_customers'] })
  expect(ask('{ currentAppInstallation { accessScopes { handle } } }').data).toEqual({
    currentAppInstallation: {
      accessScopes: [{ handle: 'read_customers' }, { handle: 'read_orders' }],
    },
  })
})

test('without approval the personal data of customers is null, and the rest is delivered', () => {
  const { ask, conditions } = makeEndpoint()
  const query =
    '{ orders(first: 50, query: "email:*") { nodes { name email shippingAddress { city zip } } } }'
  expect(ask(query).errors).toBeUndefined()
  conditions.protectedCustomerData = false
  const { data, errors } = ask(query)
  const [order] = data.orders.nodes.filter(
    ({ shippingAddress }: { shippingAddress: object | null }) => shippingAddress !== null,
  )
  expect(order).toEqual({
    name: expect.any(String),
    email: null,
    shippingAddress: { city: expect.any(String), zip: null },
  })
  expect(errors).toContainEqual(
    expect.objectContaining({
      message:
        'This app is not approved to use the zip field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.',
      path: ['orders', 'nodes', expect.any(Number), 'shippingAddress', 'zip'],
      extensions: expect.objectContaining({ code: 'ACCESS_DENIED' }),
    }),
  )
})

test('a mutation needs its scope, and is refused where the sandbox does not carry it out', () => {
  const mutation =
    'mutation { customerDelete(input: { id: "gid://shopify/Customer/6157654556905" }) { deletedCustomerId } }'
  expect(makeEndpoint().ask(mutation).errors).toMatchObject([
    { extensions: { code: 'ACCESS_DENIED' } },
  ])
  const { data, errors } = makeEndpoint({ scopes: ['write_customers'] }).ask(mutation)
  expect(data).toEqual({ customerDelete: null })
  expect(errors).toMatchObject([
    {
      message: 'The sandbox does not carry out customerDelete; change the store by its control.',
      extensions: { code: 'BAD_REQUEST' },
    },
  ])
})
