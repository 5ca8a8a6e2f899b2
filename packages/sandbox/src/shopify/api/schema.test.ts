import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

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

test('every field of every type can be asked for', () => {
  const { ask } = makeEndpoint()
  const types = ask(
    '{ __schema { types { name kind fields { name args { name } type { name kind ofType { name kind ofType { name kind ofType { name kind } } } } } } } }',
  ).data.__schema.types
  interface Reference {
    name: string
    kind: string
    ofType?: Reference
  }
  const leaf = (type: Reference): Reference => (type.ofType ? leaf(type.ofType) : type)
  const plainFields = (typeName: string): string =>
    types
      .find((type: { name: string }) => type.name === typeName)
      .fields.filter((field: { type: Reference }) =>
        ['SCALAR', 'ENUM'].includes(leaf(field.type).kind),
      )
      .map((field: { name: string }) => field.name)
      .join(' ')
  const money = '{ shopMoney { amount currencyCode } presentmentMoney { amount } }'
  const moneyFields = (typeName: string): string =>
    types
      .find((type: { name: string }) => type.name === typeName)
      .fields.filter((field: { type: Reference }) => leaf(field.type).name === 'MoneyBag')
      .map((field: { name: string }) => `${field.name} ${money}`)
      .join(' ')
  const address = `{ ${plainFields('MailingAddress')} }`
  const answer = ask(`{
      customers(first: 20) { nodes { ${plainFields('Customer')} lastOrder { id } addresses { id } addressesV2(first: 1) { nodes { id } } defaultAddress ${address} defaultEmailAddress { ${plainFields('CustomerEmailAddress')} } defaultPhoneNumber { ${plainFields('CustomerPhoneNumber')} } } }
      orders(first: 20) { nodes { ${plainFields('Order')} ${moneyFields('Order')} shippingAddress ${address} billingAddress { id } displayAddress { id }
        lineItems(first: 20) { nodes { ${plainFields('LineItem')} ${moneyFields('LineItem')} product { id } variant { id } } } } }
      products(first: 45) { nodes { ${plainFields('Product')} variantsCount { count }
        variants(first: 3) { nodes { ${plainFields('ProductVariant')} product { id } inventoryItem { ${plainFields('InventoryItem')} } } } } }
      shop { ${plainFields('Shop')} plan { ${plainFields('ShopPlan')} } primaryDomain { ${plainFields('Domain')} } }
      currentAppInstallation { id app { ${plainFields('App')} } accessScopes { ${plainFields('AccessScope')} } }
      productVariants(first: 2, query: "product_status:ACTIVE", sortKey: SKU) { nodes { id } }
      productVariantsCount { count } productsCount { count }
    }`)
  expect(answer.errors).toBeUndefined()
})
