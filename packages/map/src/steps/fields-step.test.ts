import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'

const sha256 = (value: string) => createHash('sha256').update(value).digest('hex')

const schema = {
  type: 'object',
  required: ['id', 'email'],
  properties: {
    id: { type: 'integer' },
    email: { type: 'string', format: 'email', description: 'Where to write to.' },
    phone: { type: ['null', 'string'] },
    total: { type: 'number' },
    customer: {
      type: ['null', 'object'],
      required: ['name'],
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
    },
    items: {
      type: 'array',
      items: { type: 'object', properties: { sku: { type: 'string' }, note: { type: 'string' } } },
    },
    'a.b': { type: 'string' },
  },
}

const record =
  '{"id":9007199254740993,"email":"jane@example.com","phone":null,"total":10.10,' +
  '"customer":{"name":"Jane","age":1.0},"items":[{"sku":"a","note":"x"},{"sku":"b","q":1e400}],' +
  '"a.b":"c"}'

const map = (config: Parameters<typeof mapThrough>[0], options = {}) => {
  const { message, records } = mapThrough(config, schema, [record], { keys: ['id'], ...options })
  return { properties: message.schema.properties ?? {}, schema: message.schema, text: records[0] }
}

test('dropped fields leave the record and the schema', () => {
  const { schema: mapped, text } = map({ drop: ['email', 'items', 'a.b'] })
  expect(text).toBe(
    '{"id":9007199254740993,"phone":null,"total":10.10,"customer":{"name":"Jane","age":1.0}}',
  )
  expect(Object.keys(mapped.properties ?? {})).toEqual(['id', 'phone', 'total', 'customer'])
  expect(mapped.required).toEqual(['id'])
})

test('a field within an object or a list is dropped, and its neighbours keep their bytes', () => {
  const { properties, text } = map({ drop: ['customer.name', 'items.note'] })
  expect(text).toContain('"customer":{"age":1.0},"items":[{"sku":"a"},{"sku":"b","q":1e400}]')
  expect(properties.customer).toEqual({
    type: ['null', 'object'],
    required: [],
    properties: { age: { type: 'integer' } },
  })
  expect(properties.items?.items?.properties).toEqual({ sku: { type: 'string' } })
})

test('only selected fields are kept, and what belongs to the protocol', () => {
  const fields = ['id', 'customer.age']
  const tombstone = '{"id":1,"email":"x","_sdc_deleted_at":"2026-01-01T00:00:00Z"}'
  const { records, message } = mapThrough({ select: fields }, schema, [record, tombstone], {
    keys: ['id'],
  })
  expect(records).toEqual([
    '{"id":9007199254740993,"customer":{"age":1.0}}',
    '{"id":1,"_sdc_deleted_at":"2026-01-01T00:00:00Z"}',
  ])
  expect(Object.keys(message.schema.properties ?? {})).toEqual(['id', 'customer'])
})

test('an object that is selected whole is whole', () => {
  for (const select of [
    ['id', 'customer', 'customer.age'],
    ['id', 'customer.age', 'customer'],
  ]) {
    expect(map({ select }).text).toBe(
      '{"id":9007199254740993,"customer":{"name":"Jane","age":1.0}}',
    )
  }
})

test('computed fields need not be selected', () => {
  const compute = { next: { expression: 'id + 1', type: { type: 'integer' } } }
  expect(map({ select: ['id'], compute }).text).toBe(
    '{"id":9007199254740993,"next":9007199254740994}',
  )
})

test('hashed fields are strings, null where they were null', () => {
  const { properties, text } = map({
    hash: { email: 'sha256', phone: 'md5', 'customer.name': 'sha256', 'items.sku': 'sha256' },
  })
  expect(text).toContain(`"email":"${sha256('jane@example.com')}","phone":null`)
  expect(text).toContain(`"customer":{"name":"${sha256('Jane')}","age":1.0}`)
  expect(text).toContain(`{"sku":"${sha256('b')}","q":1e400}`)
  expect(properties.email).toEqual({ type: 'string', description: 'Where to write to.' })
  expect(properties.phone).toEqual({ type: ['string', 'null'] })
})

test('a key may be hashed', () => {
  expect(map({ hash: { id: 'sha256' } }).text).toContain(sha256('9007199254740993'))
})

test('the salt is the key of the hashes', () => {
  const plain = map({ hash: { email: 'sha256' } }).text
  expect(map({ hash: { email: 'sha256' } }, { hash_salt: 'pepper' }).text).not.toBe(plain)
})

test('masked fields are strings', () => {
  const { properties, text } = map({ mask: { email: { keep_first: 1 }, total: 'hidden' } })
  expect(text).toContain('"email":"j***************","phone":null,"total":"hidden"')
  expect(properties.total).toEqual({ type: 'string' })
})

test('cast fields are of their type', () => {
  const { properties, text } = map({ cast: { id: 'string', total: 'decimal-string' } })
  expect(text).toContain('"id":"9007199254740993"')
  expect(text).toContain('"total":"10.10"')
  expect(properties.id).toEqual({ type: 'string' })
})

describe('a field that the schema tells of by a reference', () => {
  const referring = {
    type: 'object',
    properties: { a: { $ref: '#/definitions/person' }, b: { $ref: '#/definitions/person' } },
    definitions: {
      person: { type: 'object', properties: { name: { type: 'string' }, age: {} } },
    },
  }

  test('changes alone', () => {
    const { message, records } = mapThrough({ drop: ['a.name'] }, referring, [
      '{"a":{"name":"x","age":1},"b":{"name":"y"}}',
    ])
    expect(records).toEqual(['{"a":{"age":1},"b":{"name":"y"}}'])
    expect(message.schema.properties).toEqual({
      a: { type: 'object', properties: { age: {} } },
      b: { $ref: '#/definitions/person' },
    })
    expect(message.schema.definitions).toEqual(referring.definitions)
  })

  test('may refer to itself', () => {
    const list = { type: ['integer', 'array'], items: { $ref: '#/definitions/list' } }
    const own = {
      type: 'object',
      properties: { a: { $ref: '#/definitions/list' } },
      definitions: { list },
    }
    const { records } = mapThrough({ drop: ['a.b'] }, own, ['{"a":[1,[2]]}'])
    expect(records).toEqual(['{"a":[1,[2]]}'])
  })
})

describe('on_error decides what follows from a value that cannot be cast', () => {
  const records = [
    '{"id":1,"email":"5"}',
    '{"id":2,"email":"jane@example.com"}',
    '{"id":3,"email":"7"}',
  ]
  const cast = { email: 'integer' } as const

  test('the run ends, and the value is not shown', () => {
    expect(() => mapThrough({ cast }, schema, records)).toThrow(
      'Stream s: streams.s.cast.email could not be applied to the record on line 3 of the input: ' +
        'it cannot be read as integer. Mend the setting, or set on_error to null or drop',
    )
  })

  test('it is null, and the schema says so', () => {
    const mapped = mapThrough({ cast }, schema, records, { on_error: 'null' })
    expect(mapped.records).toEqual([
      '{"id":1,"email":5}',
      '{"id":2,"email":null}',
      '{"id":3,"email":7}',
    ])
    expect(mapped.message.schema.properties?.email?.type).toEqual(['integer', 'null'])
  })

  test('its record is left out', () => {
    expect(mapThrough({ cast }, schema, records, { on_error: 'drop' }).records).toEqual([
      '{"id":1,"email":5}',
      '{"id":3,"email":7}',
    ])
  })
})

test('fields that the schema does not declare are dropped and hashed all the same', () => {
  const { records } = mapThrough({ drop: ['password'], hash: { email: 'sha256' } }, {}, [
    '{"email":"a","password":"b","other":1.0}',
  ])
  expect(records).toEqual([`{"email":"${sha256('a')}","other":1.0}`])
})
