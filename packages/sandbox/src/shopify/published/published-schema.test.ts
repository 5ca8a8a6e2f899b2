import { describe, expect, test } from 'vitest'
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  validateSchema,
} from '../api/graphql.ts'
import { apiVersions, LATEST_VERSION, schemaVersion } from '../api/versions.ts'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import { publishedSchema } from './published-schema.ts'

const { post } = makeEndpoint()
const ask = (query: string, version: string) => post({ query }, { version }).json

// A whole introspection takes its time; the newest is enough for every day.
const introspected = process.env.DESCANT_LONG
  ? [...new Set(apiVersions.map(({ handle }) => schemaVersion(handle)))]
  : [LATEST_VERSION]

test.each(introspected)(
  'a client can build the whole of %s from its introspection',
  (version) => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })
    const { data, errors } = ask(query, version)
    expect(errors).toBeUndefined()
    const built = buildClientSchema(data as IntrospectionQuery)
    expect(validateSchema(built)).toEqual([])
    const published = publishedSchema(version)
    expect(Object.keys(built.getTypeMap()).sort()).toEqual(
      Object.keys(published.getTypeMap()).sort(),
    )
    for (const name of ['Order', 'Node', 'HasMetafields', 'DiscountCode', 'OrderInput']) {
      expect(String(built.getType(name))).toBe(name)
    }
  },
  60_000,
)

describe('each version has what was published for it', () => {
  test.each([
    // Refund.processedAt and giftCard.isRedeemable came later, deliverySettings went.
    ['2025-10', '{ order(id: "gid://shopify/Order/1") { refunds { processedAt } } }', false],
    ['2026-10', '{ order(id: "gid://shopify/Order/1") { refunds { processedAt } } }', true],
    ['2025-10', '{ giftCards(first: 1) { nodes { isRedeemable } } }', false],
    ['2026-10', '{ giftCards(first: 1) { nodes { isRedeemable } } }', true],
    ['2025-10', '{ deliverySettings { legacyModeProfiles } }', true],
    ['2026-10', '{ deliverySettings { legacyModeProfiles } }', false],
    // A release candidate is not published apart.
    ['2027-01', '{ shop { name } }', true],
  ])('%s: %s', (version, query, isThere) => {
    const { errors = [] } = ask(query, version)
    const unknown = errors.filter(
      ({ extensions }: { extensions: { code: string } }) => extensions.code === 'undefinedField',
    )
    expect(unknown.length === 0).toBe(isThere)
  })
})

test('one type can be looked at alone, with its deprecated fields and their reasons', () => {
  const { data } = ask(
    '{ __type(name: "Product") { interfaces { name } fields(includeDeprecated: true) { name isDeprecated deprecationReason type { kind } args { name defaultValue } } } }',
    '2026-10',
  )
  const fields = data.__type.fields as { name: string }[]
  expect(data.__type.interfaces).toContainEqual({ name: 'HasMetafields' })
  expect(fields.find(({ name }) => name === 'images')).toMatchObject({
    isDeprecated: true,
    deprecationReason: expect.stringMatching(/media/i),
  })
  expect(fields.find(({ name }) => name === 'variants')).toMatchObject({
    isDeprecated: false,
    type: { kind: 'NON_NULL' },
    args: expect.arrayContaining([{ name: 'sortKey', defaultValue: 'POSITION' }]),
  })
})

test('deprecated arguments and values tell their reasons too', () => {
  const { data } = ask(
    `{ collection: __type(name: "Collection") { fields { name args(includeDeprecated: true) { name deprecationReason } } }
       currencies: __type(name: "CurrencyCode") { enumValues(includeDeprecated: true) { name deprecationReason } } }`,
    '2026-10',
  )
  const image = data.collection.fields.find(({ name }: { name: string }) => name === 'image')
  expect(image.args).toContainEqual({
    name: 'crop',
    deprecationReason: 'Use `Image.url(transform: { crop:})` instead.',
  })
  expect(data.currencies.enumValues).toContainEqual({
    name: 'BYR',
    deprecationReason: 'Use `BYN` instead.',
  })
})

test('filters and scopes are known field by field', () => {
  const schema = publishedSchema('2026-10')
  expect(Object.keys(schema.filters('QueryRoot', 'events') ?? {})).toEqual([
    'action',
    'comments',
    'created_at',
    'id',
    'subject_type',
  ])
  expect(schema.filters('QueryRoot', 'orders')).toMatchObject({
    name: ['string'],
    status: ['string', 'open', 'closed', 'cancelled', 'not_closed'],
    updated_at: ['time'],
  })
  expect(schema.filters('QueryRoot', 'priceLists')).toBeUndefined()
  expect(schema.access('Order')?.scopes).toContain('read_orders')
  expect(schema.access('QueryRoot', 'giftCards')).toEqual({
    requirement: '`read_gift_cards` access scope.',
    scopes: ['read_gift_cards'],
  })
  expect(schema.access('QueryRoot', 'shop')).toBeUndefined()
})

test('any one of the scopes of a type will do', () => {
  const { ask: askWith } = makeEndpoint({ scopes: ['read_inventory'] })
  const { data, errors } = askWith('{ inventoryItems(first: 1) { nodes { id variant { id } } } }')
  expect(data).toBeNull()
  expect(errors[0]).toMatchObject({
    message: 'Access denied for variant field. Required access: `read_products` access scope.',
  })
  expect(askWith('{ inventoryItems(first: 1) { nodes { id } } }').errors).toBeUndefined()
})
