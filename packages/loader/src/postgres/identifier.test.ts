import { describe, expect, test } from 'vitest'
import { checkName, quoteIdentifier, quoteLiteral, quoteTable } from './identifier.ts'

test('a name or a text is quoted whatever it holds', () => {
  expect(quoteIdentifier('order "x"')).toBe('"order ""x"""')
  expect(quoteTable('acme', 'select')).toBe('"acme"."select"')
  expect(quoteLiteral("it's")).toBe("'it''s'")
})

describe('a name that PostgreSQL cannot have', () => {
  test.each([
    ['schema', '', 'cannot be empty'],
    ['schema', 'pg_acme', 'reserved'],
    ['schema', 'information_schema', 'reserved'],
    ['schema', 'a\0b', 'NUL'],
    ['table', 'x'.repeat(64), '64 bytes, and 63 is the most'],
    ['table', 'ü'.repeat(32), '64 bytes'],
    ['column', 'ctid', 'system column'],
  ] as const)('%s "%s": %s', (kind, name, why) => {
    expect(() => checkName(kind, name)).toThrow(
      expect.objectContaining({
        code: 'LOAD_NAME_INVALID',
        exitCode: 2,
        message: expect.stringContaining(why),
      }),
    )
  })
})

test.each([
  ['schema', 'public'],
  ['schema', 'select'],
  ['table', 'x'.repeat(63)],
  ['table', 'pg_things'],
  ['column', 'order'],
] as const)('%s "%s" is a name', (kind, name) => {
  expect(() => checkName(kind, name)).not.toThrow()
})
