import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'
import { inCase, type LetterCase } from './letter-case.ts'

const properties = { id: { type: 'integer' }, fullName: {}, 'E-Mail': {}, note: { type: 'string' } }
const schema = { type: 'object', required: ['id', 'fullName'], properties }
const record = '{"id":1.0,"fullName":"Jane","E-Mail":"\\u0061"}'
const options = { keys: ['id'] }

test('fields get other names, with all that speaks of them', () => {
  const { message, records } = mapThrough(
    { rename: { id: 'key', fullName: 'name' } },
    schema,
    [record],
    options,
  )
  expect(records).toEqual(['{"key":1.0,"name":"Jane","E-Mail":"\\u0061"}'])
  expect(message.key_properties).toEqual(['key'])
  expect(message.schema.required).toEqual(['key', 'name'])
  expect(Object.keys(message.schema.properties ?? {})).toEqual(['key', 'name', 'E-Mail', 'note'])
})

test('two fields may change places', () => {
  const own = { properties: { id: {}, note: {} } }
  const rename = { id: 'note', note: 'id' }
  expect(mapThrough({ rename }, own, ['{"id":1,"note":"x"}']).records).toEqual([
    '{"note":1,"id":"x"}',
  ])
})

test('all other names by letter case and pattern', () => {
  const all = { match: '^full', replace: 'whole', case: 'snake_case' } as const
  const { records, message } = mapThrough({ rename: { note: 'Note' }, rename_all: all }, schema, [
    '{"id":1,"fullName":"J","E-Mail":"e","note":"n","someThing":2,"_sdc_batchedAt":3}',
  ])
  expect(records).toEqual([
    '{"id":1,"whole_name":"J","e_mail":"e","Note":"n","some_thing":2,"_sdc_batchedAt":3}',
  ])
  expect(Object.keys(message.schema.properties ?? {})).toEqual([
    'id',
    'whole_name',
    'e_mail',
    'Note',
  ])
})

test('groups of a pattern', () => {
  const own = { properties: { custom_a: {}, custom_b: {} } }
  const all = { match: '^custom_(.*)$', replace: '$1_c' }
  expect(mapThrough({ rename_all: all }, own, ['{"custom_a":1,"custom_b":2}']).records).toEqual([
    '{"a_c":1,"b_c":2}',
  ])
})

test('flattened fields are renamed by their flat names', () => {
  const own = {
    properties: { defaultAddress: { type: 'object', properties: { zipCode: {}, city: {} } } },
  }
  const config = {
    flatten: {},
    rename: { defaultAddress__city: 'town' },
    rename_all: { case: 'snake_case' },
  } as const
  expect(mapThrough(config, own, ['{"defaultAddress":{"zipCode":1,"city":2}}']).records).toEqual([
    '{"default_address__zip_code":1,"town":2}',
  ])
})

describe('names that would be the same are refused', () => {
  test.each([
    [{ rename: { note: 'id' } }, /streams\.s\.rename\.note: id and note would both be id/],
    [{ rename: { id: 'x', note: 'x' } }, /id and note would both be x/],
    [
      { rename: { id: 'e_mail' }, rename_all: { case: 'snake_case' } },
      /streams\.s\.rename_all: id and E-Mail would both be e_mail/,
    ],
  ] as const)('%j', (config, words) => {
    expect(() => mapThrough(config, schema, [])).toThrow(words)
  })

  test('when a record comes with a field that was not declared', () => {
    expect(() => mapThrough({ rename: { id: 'key' } }, schema, ['{"id":1,"key":2}'])).toThrow(
      'two fields of the record would be key; drop or rename one of them',
    )
  })
})

describe('letter cases', () => {
  test.each<[LetterCase, string, string]>([
    ['snake_case', 'fullName', 'full_name'],
    ['snake_case', 'HTTPServerURL', 'http_server_url'],
    ['snake_case', 'ID', 'id'],
    ['snake_case', 'countryCodeV2', 'country_code_v2'],
    ['snake_case', 'address1', 'address1'],
    ['snake_case', 'totalPriceSet__shopMoney', 'total_price_set__shop_money'],
    ['snake_case', ' Total Price ($) ', 'total_price'],
    ['snake_case', '_id', '_id'],
    ['snake_case', 'größeÜber', 'größe_über'],
    ['snake_case', '$', '$'],
    ['camelCase', 'full_name', 'fullName'],
    ['camelCase', '_private_field', '_privateField'],
    ['camelCase', 'E-Mail', 'eMail'],
    ['PascalCase', 'full_name', 'FullName'],
    ['lowercase', 'FullName', 'fullname'],
    ['UPPERCASE', 'fullName', 'FULLNAME'],
  ])('%s of %s is %s', (letterCase, name, expected) => {
    expect(inCase(name, letterCase)).toBe(expected)
  })

  test('a name that has been put in snake case stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (name) => {
        const once = inCase(name, 'snake_case')
        expect(inCase(once, 'snake_case')).toBe(once)
        expect(once).not.toBe('')
      }),
    )
  })
})
