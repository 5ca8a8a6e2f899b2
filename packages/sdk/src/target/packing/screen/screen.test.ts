import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../../schema/infer.ts'
import { createValidator } from '../../../schema/validate.ts'
import { checkRecord } from '../../check-record.ts'
import { Screen } from './screen.ts'
import { openScreen, type ScreenMemory } from './screen-memory.ts'

const memory = openScreen() as ScreenMemory

const passes = (schema: JsonSchema | undefined, text: string, keys: readonly string[] = []) =>
  new Screen(memory, schema, keys).pass(text)

/** What parser, keys and validator say. */
const isGood = (schema: JsonSchema | undefined, text: string, keys: readonly string[] = []) => {
  try {
    const value = JSON.parse(text)
    const validate = schema && createValidator(schema)
    return checkRecord(value, keys, validate).length === 0
  } catch {
    return false
  }
}

const order: JsonSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    note: { type: ['null', 'string'] },
    at: { type: ['null', 'string'], format: 'date-time' },
    day: { type: 'string', format: 'date' },
    total: { type: 'number', multipleOf: 0.01 },
    paid: { type: 'boolean' },
    items: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
    free: {},
  },
}

describe('passes at once', () => {
  test.each([
    '{"id":1}',
    '{ "id" : -1 , "note" : null }',
    '{"note":"é\\u00e9\\n","id":0}',
    '{"id":1,"at":"2026-11-23T02:00:00Z"}',
    '{"id":1,"at":"2026-11-23T02:00:00.123456+02:00","day":"2026-11-23"}',
    '{"id":1,"total":-1.5e+3,"paid":true}',
    '{"id":1,"items":[{"sku":"a"},{},{"sku":"b","more":[1,{"x":null}]}]}',
    '{"id":1,"other":{"deep":[[[]]]},"free":[false]}',
    '{"id":"x","id":1,"free":1}'.replace('"x"', '2'),
  ])('%s', (text) => {
    expect(passes(order, text, ['id'])).toBe(true)
    expect(isGood(order, text, ['id'])).toBe(true)
  })
})

describe('does not pass', () => {
  test.each([
    '{}',
    '{"id":"1"}',
    '{"id":1.5}',
    '{"id":01}',
    '{"id":1,}',
    '{"id":1 "note":null}',
    '{"id":1,"note":nul}',
    '{"id":1,"note":"\\x"}',
    '{"id":1,"note":"\\u12g4"}',
    '{"id":1,"note":"\t"}',
    '{"id":1,"note":"open}',
    '{"id":1,"at":"2026-13-45"}',
    '{"id":1,"at":"2026-41-23T02:00:00Z"}',
    '{"id":1,"day":"23.11.2026"}',
    '{"id":1,"total":1.}',
    '{"id":1,"total":.5}',
    '{"id":1,"total":1e}',
    '{"id":1,"total":-}',
    '{"id":1,"items":{}}',
    '{"id":1,"items":[{"sku":1}]}',
    '{"id":1,"items":[1]}',
    '{"id":1,"items":[{}',
    '{"id":1',
    '{"id"',
  ])('%s', (text) => {
    expect(isGood(order, text, ['id'])).toBe(false)
    expect(passes(order, text, ['id'])).toBe(false)
  })

  test.each([
    ['a schema that it does not understand', { properties: { id: { enum: [1] } } }, '{"id":2}'],
    ['a key that is written with an escape', order, '{"id":1,"\\u0061t":5}'],
    ['a property that must not be', { additionalProperties: false }, '{"id":1}'],
    ['a property of another kind', { additionalProperties: { type: 'string' } }, '{"id":1}'],
  ])('%s', (_, schema, text) => {
    expect(isGood(schema as JsonSchema, text)).toBe(false)
    expect(passes(schema as JsonSchema, text)).toBe(false)
  })

  test('what is too deep for it', () => {
    const text = (depth: number) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect([passes({}, text(60)), passes({}, text(100_000))]).toEqual([true, false])
  })
})

const anyType = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'object', 'array')
const names = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b'), weight: 4 },
  fc.constantFrom('née', 'x"y', 'toString', '__proto__'),
)

const rarely = <T>(value: T) => fc.constantFrom(...Array<T | undefined>(9).fill(undefined), value)

/** Schemas of all that is understood, and some that is not. */
const schemaOf = (depth: number): fc.Arbitrary<JsonSchema> => {
  const inner = depth === 0 ? fc.constant({}) : schemaOf(depth - 1)
  const several = fc.uniqueArray(anyType, { minLength: 3 })
  return fc
    .record(
      {
        type: fc.oneof(anyType, several, several),
        properties: fc.dictionary(names, inner, { maxKeys: 3 }),
        required: fc.uniqueArray(names, { maxLength: 1 }),
        items: inner,
        additionalProperties: fc.oneof(fc.boolean(), inner),
        format: fc.constantFrom('date-time', 'date', 'time', 'email'),
        title: fc.string(),
        minLength: rarely(2),
        enum: rarely([1, 'a']),
      },
      { requiredKeys: [] },
    )
    .map((made) => JSON.parse(JSON.stringify(made)))
}
/** Those of records: objects, mostly with few properties that must be there. */
const schema = fc
  .tuple(schemaOf(2), fc.constantFrom('object', ['null', 'object'], undefined, 'array'))
  .map(([made, type]) => JSON.parse(JSON.stringify({ ...made, type })))

const scalars = fc.oneof(
  fc.constantFrom('2026-11-23', '2026-11-23T02:00:00Z', '12:00:00Z', 1e21, -0, 1.0, 0.1),
  fc.jsonValue({ maxDepth: 1 }),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
}))
const record = fc.dictionary(names, value, { maxKeys: 4 })

/** Puts another character into a text, or takes one out. */
const damaged = (text: string, [place, character]: readonly [number, string]) =>
  text.slice(0, place % text.length) + character + text.slice((place % text.length) + 1)

const damage = fc.tuple(fc.nat(), fc.constantFrom('', '"', ',', '{', ']', '\\', '0', 'e', ' ', '.'))

test('nothing passes that parser or validator would refuse', () => {
  let passed = 0
  fc.assert(
    fc.property(
      schema,
      record,
      fc.option(damage),
      fc.uniqueArray(names, { maxLength: 1 }),
      (judge, content, hurt, keys) => {
        const whole = JSON.stringify(content)
        const text = hurt ? damaged(whole, hurt) : whole
        const screen = new Screen(memory, judge, keys)
        // The second time it has learnt in what order the properties come.
        for (let time = 0; time < 2; time++) {
          if (!screen.pass(text)) continue
          passed++
          expect(isGood(judge, text, keys), `${text} by ${JSON.stringify(judge)}`).toBe(true)
        }
      },
    ),
    { numRuns: process.env.DESCANT_LONG === '1' ? 10_000 : 500 },
  )
  expect(passed).toBeGreaterThan(10)
})

/** Whether a key is written with an escape: what it stands for is left to the parser. */
const hasEscapedKey = (text: string): boolean => {
  let hasOne = false
  JSON.parse(text, (key, value) => {
    hasOne ||= JSON.stringify(key).includes('\\')
    return value
  })
  return hasOne
}

test('all JSON passes where there is no schema', () => {
  fc.assert(
    fc.property(record, (content) => {
      const text = JSON.stringify(content)
      expect(passes(undefined, text)).toBe(!hasEscapedKey(text))
    }),
  )
})
