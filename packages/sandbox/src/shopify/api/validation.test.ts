import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

interface ExpectedError {
  readonly message?: string
  readonly locations?: readonly object[]
  readonly path?: readonly string[]
  readonly extensions?: object
}

/** An error with at least these properties, and at least these facts among its extensions. */
const likeError = ({ extensions = {}, ...rest }: ExpectedError): unknown =>
  expect.objectContaining({ ...rest, extensions: expect.objectContaining(extensions) })

const { ask } = makeEndpoint()

test.each<[string, ExpectedError]>([
  [
    'query Name { shop { status } }',
    {
      message: "Field 'status' doesn't exist on type 'Shop'",
      locations: [{ line: 1, column: 21 }],
      path: ['query Name', 'shop', 'status'],
      extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'status' },
    },
  ],
  [
    '{ orders(first: 1, includeInactive: true) { nodes { id } } }',
    {
      message: "Field 'orders' doesn't accept argument 'includeInactive'",
      path: ['query', 'orders', 'includeInactive'],
      extensions: {
        code: 'argumentNotAccepted',
        name: 'orders',
        argumentName: 'includeInactive',
      },
    },
  ],
  [
    '{ customers(first: 1, sortKey: NICKNAME) { nodes { id } } }',
    {
      message:
        "Argument 'sortKey' on Field 'customers' has an invalid value (NICKNAME). Expected type 'CustomerSortKeys'.",
      path: ['query', 'customers', 'sortKey'],
      extensions: { code: 'argumentLiteralsIncompatible', argumentName: 'sortKey' },
    },
  ],
  [
    '{ renamed: customers(first: "1") { nodes { id } } }',
    {
      message:
        "Argument 'first' on Field 'customers' has an invalid value (\"1\"). Expected type 'Int'.",
      path: ['query', 'renamed', 'first'],
    },
  ],
  [
    '{ order(id: "not-a-gid") { id } }',
    {
      message: "Invalid global id 'not-a-gid'",
      extensions: { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
    },
  ],
  [
    '{ shop }',
    {
      message:
        "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
      extensions: { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
    },
  ],
  [
    '{ shop { name { length } } }',
    {
      message:
        "Selections can't be made on scalars (field 'name' returns String but has selections)",
      path: ['query', 'shop', 'name'],
      extensions: { code: 'selectionMismatch' },
    },
  ],
  [
    '{ order { id } }',
    {
      message: "Field 'order' is missing required arguments: id",
      extensions: { code: 'missingRequiredArguments', name: 'order', arguments: 'id' },
    },
  ],
  [
    'query Name($x: Int) { shop { id } }',
    {
      message: 'Variable $x is declared by Name but not used',
      extensions: { code: 'variableNotUsed', variableName: 'x' },
    },
  ],
  [
    '{ customers(first: $x) { nodes { id } } }',
    {
      message: 'Variable $x is used by anonymous query but not declared',
      extensions: { code: 'variableNotDefined', variableName: 'x' },
    },
  ],
  [
    'query ($x: String) { customers(first: $x) { nodes { id } } }',
    {
      message: 'Type mismatch on variable $x and argument first (String / Int)',
      extensions: { code: 'variableMismatch', variableName: 'x' },
    },
  ],
  ['{ ... on Nothing { id } }', { extensions: { code: 'undefinedType', typeName: 'Nothing' } }],
  [
    '{ shop @now { id } }',
    {
      message: 'Directive @now is not defined',
      extensions: { code: 'undefinedDirective', directiveName: 'now' },
    },
  ],
  [
    '{ shop { ...nothing } }',
    {
      message: 'Fragment nothing was used, but not defined',
      extensions: { code: 'useAndDefineFragment' },
    },
  ],
])('%s', (query, error) => {
  const answer = ask(query)
  expect(answer.errors).toContainEqual(likeError(error))
  expect(answer).not.toHaveProperty('data')
})

test.each([
  ['{\n  shop {\n    ', 'syntax error, unexpected end of file at [3, 5]'],
  ['{ shop } }', 'syntax error, unexpected RCURLY ("}") at [1, 10]'],
  ['{ shop( }', 'syntax error, unexpected RCURLY ("}") at [1, 9]'],
  ['shop { id }', 'syntax error, unexpected IDENTIFIER ("shop") at [1, 1]'],
  ['{ shop % }', 'syntax error, unexpected invalid token at [1, 8]'],
])('%j does not parse', (query, message) => {
  expect(ask(query).errors).toMatchObject([{ message, extensions: { code: 'PARSE_ERROR' } }])
})

test.each([
  [
    'query ($id: ID!) { order(id: $id) { id } }',
    {},
    'id',
    'ID!',
    null,
    'Expected value to not be null',
  ],
  [
    'query ($id: ID!) { order(id: $id) { id } }',
    { id: 'x' },
    'id',
    'ID!',
    'x',
    "Invalid global id 'x'",
  ],
  [
    'query ($n: Int) { customers(first: $n) { nodes { id } } }',
    { n: 'x' },
    'n',
    'Int',
    'x',
    'Int cannot represent non-integer value: "x"',
  ],
])('%s with %o', (query, variables, name, type, value, explanation) => {
  expect(ask(query, variables).errors).toEqual([
    {
      message: `Variable $${name} of type ${type} was provided invalid value`,
      locations: [{ line: 1, column: 8 }],
      extensions: { code: 'INVALID_VARIABLE', value, problems: [{ path: [], explanation }] },
    },
  ])
})

test('a page without a size is refused, with null for data', () => {
  const answer = ask('{\n  customers { nodes { id } }\n}')
  expect(answer).toMatchObject({
    errors: [
      {
        message: 'you must provide one of first or last',
        locations: [{ line: 2, column: 3 }],
        extensions: { code: 'BAD_REQUEST' },
        path: ['customers'],
      },
    ],
    data: null,
  })
})

test('an id of another type is not found, and the rest is delivered', () => {
  const answer = ask('{ order(id: "gid://shopify/Product/1") { id } shop { name } }')
  expect(answer.errors).toMatchObject([
    {
      message: 'Invalid id: gid://shopify/Product/1',
      extensions: { code: 'RESOURCE_NOT_FOUND' },
      path: ['order'],
    },
  ])
  expect(answer.data).toEqual({ order: null, shop: { name: 'acme' } })
})

test('an id that nothing has gives null', () => {
  const answer = ask(
    '{ order(id: "gid://shopify/Order/1") { id } node(id: "gid://shopify/Nothing/1") { id } }',
  )
  expect(answer).toMatchObject({ data: { order: null, node: null } })
  expect(answer).not.toHaveProperty('errors')
})

test('which operation to run has to be clear', () => {
  const { post } = makeEndpoint()
  const query = 'query A { shop { id } } query B { shop { name } }'
  expect(post({ query }).json.errors).toMatchObject([{ message: 'An operation name is required' }])
  expect(post({ query, operationName: 'C' }).json.errors).toMatchObject([
    { message: 'No operation named "C"' },
  ])
  expect(post({ query, operationName: 'B' }).json.data).toEqual({ shop: { name: 'acme' } })
})
