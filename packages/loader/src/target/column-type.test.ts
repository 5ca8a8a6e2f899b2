import { expect, test } from 'vitest'
import { columnTypeOf, converted, evolvedType } from './column-type.ts'

test.each<[unknown, string]>([
  [{ type: 'integer' }, 'bigint'],
  [{ type: ['null', 'integer'], minimum: 0, maximum: 100 }, 'bigint'],
  [{ type: 'integer', maximum: 1e30 }, 'numeric'],
  [{ type: ['number', 'null'] }, 'numeric'],
  [{ type: ['integer', 'number'] }, 'numeric'],
  [{ type: 'boolean' }, 'boolean'],
  [{ type: ['null', 'string'], format: 'date-time' }, 'timestamp with time zone'],
  [{ type: 'string', format: 'date' }, 'date'],
  [{ type: 'string', format: 'time' }, 'text'],
  [{ type: 'string', format: 'uuid', maxLength: 36 }, 'text'],
  [
    { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    'timestamp with time zone',
  ],
  [{ anyOf: [{ type: 'string', format: 'date-time' }, { type: ['null', 'string'] }] }, 'text'],
  [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, 'jsonb'],
  [{ type: ['integer', 'string', 'null'] }, 'jsonb'],
  [{ type: ['boolean', 'integer'] }, 'jsonb'],
  [{ enum: ['open', 'closed', null] }, 'text'],
  [{ const: 1 }, 'numeric'],
  [{ type: ['null', 'object'], properties: {} }, 'jsonb'],
  [{ type: 'array', items: { type: 'string' } }, 'jsonb'],
  [{ $ref: '#/definitions/tree' }, 'jsonb'],
  [{ type: 'null' }, 'jsonb'],
  [{}, 'jsonb'],
  [true, 'jsonb'],
])('%j is kept as %s', (schema, expected) => {
  expect(columnTypeOf(schema)).toBe(expected)
})

test.each([
  ['bigint', 'bigint', 'bigint'],
  ['bigint', 'numeric', 'numeric'],
  ['numeric', 'bigint', 'numeric'],
  ['date', 'timestamp with time zone', 'timestamp with time zone'],
  ['timestamp with time zone', 'text', 'text'],
  ['bigint', 'text', 'text'],
  ['text', 'bigint', 'text'],
  ['text', 'jsonb', 'jsonb'],
  ['jsonb', 'boolean', 'jsonb'],
  ['character varying(20)', 'text', 'character varying(20)'],
  ['uuid', 'text', 'uuid'],
] as const)('a column of %s to which %s comes is %s then', (existing, wanted, expected) => {
  expect(evolvedType(existing, wanted)).toBe(expected)
})

test('what is converted is neither cut nor rounded', () => {
  expect(converted('x', 'bigint', 'bigint')).toBe('x')
  expect(converted('x', 'text', 'jsonb')).toBe('to_jsonb(x)')
  expect(converted('x', 'timestamp with time zone', 'text')).toBe("to_jsonb(x) #>> '{}'")
  expect(converted('x', 'text', 'character varying(20)')).toBe('x')
  expect(converted('x', 'text', 'uuid')).toBe('x::uuid')
})
