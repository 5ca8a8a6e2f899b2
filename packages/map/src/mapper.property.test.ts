import { createValidator, type JsonSchema } from '@descant/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StreamConfig } from './config/stream-settings.ts'
import { createMapper } from './create-mapper.ts'
import { mapThrough } from './fixtures/map-through.ts'
import { readFields } from './json/fields.ts'

/** Numbers as taps write them, also such that a double would round. */
const numberText = fc.oneof(
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.tuple(fc.bigInt(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}0`),
  fc.constantFrom('1e400', '-0', '1E+2', '0.1000000000000000055511151231257827'),
)

const scalarText = fc.oneof(
  numberText,
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('null', 'true', 'false', '"\\u00e9\\/"'),
)

const objectText = (value: fc.Arbitrary<string>, keys: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(fc.tuple(keys, value), { selector: ([name]) => name, maxLength: 6 })
    .map(
      (members) =>
        `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`,
    )

const { value: valueText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalarText,
    objectText(tie('value'), fc.string()),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  ),
}))

const names = [
  'id',
  'name',
  'price',
  'customer',
  'items',
  '__proto__',
  '10',
  '2',
  'a.b',
  'é',
  'fullName',
]
const recordText = objectText(valueText, fc.constantFrom(...names))

const anySchema: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, {}])),
}

const textsOf = (text: string) =>
  new Map([...readFields(text)].map(([name, field]) => [name, field.text]))

describe('for any record', () => {
  test('a mapping that is empty leaves the line as it is', () => {
    const mapper = createMapper({ streams: { s: {} } })
    fc.assert(
      fc.property(recordText, fc.constantFrom('', ' '), (text, space) => {
        const line = `{"type":"RECORD",${space}"stream":"s","record":${space}${text}}`
        expect(mapper.take(line, 1)).toBe(line)
      }),
    )
  })

  test('to rename and to rename back leaves the record as it is', () => {
    const there = { id: 'name', name: 'id', '10': 'ten', 'a.b': 'b' }
    const back = { name: 'id', id: 'name', ten: '10', b: 'a.b' }
    fc.assert(
      fc.property(recordText, (text) => {
        const { records } = mapThrough({ rename: there }, anySchema, [text])
        const schema = { properties: { id: {}, name: {}, ten: {}, b: {} } }
        expect(mapThrough({ rename: back }, schema, records).records).toEqual([text])
      }),
    )
  })

  test('fields that are not touched keep their bytes, and touched ones are what is asked', () => {
    const config: StreamConfig = {
      drop: ['name', 'customer.x'],
      hash: { id: 'sha256' },
      compute: { copy: { expression: 'price', type: {} } },
      rename: { price: 'amount' },
    }
    fc.assert(
      fc.property(recordText, (text) => {
        const before = textsOf(text)
        const { records } = mapThrough(config, anySchema, [text])
        const after = textsOf(records[0] as string)
        expect(after.has('name')).toBe(false)
        expect(after.get('amount')).toBe(before.get('price'))
        expect(after.get('copy')).toBe(before.get('price') ?? 'null')
        for (const name of ['items', '__proto__', '10', '2', 'a.b', 'é', 'fullName']) {
          expect(after.get(name)).toBe(before.get(name))
        }
        const id = before.get('id')
        if (id !== undefined && id !== 'null') expect(after.get('id')).toMatch(/^"[0-9a-f]{64}"$/)
      }),
    )
  })

  test('flattened without a schema it is the same record', () => {
    fc.assert(
      fc.property(recordText, (text) => {
        expect(mapThrough({ flatten: { nested: 'keep' } }, anySchema, [text]).records).toEqual([
          text,
        ])
      }),
    )
  })
})

/** A schema, and a record that is right by it. */
const sample: fc.Arbitrary<{ schema: JsonSchema; text: string }> = fc
  .letrec<{ pair: { schema: JsonSchema; text: string } }>((tie) => {
    const scalars = [
      numberText
        .filter((text) => /^-?\d+$/.test(text))
        .map((text) => ({ schema: { type: 'integer' }, text })),
      numberText.map((text) => ({ schema: { type: ['null', 'number'] }, text })),
      fc.string().map((text) => ({ schema: { type: 'string' }, text: JSON.stringify(text) })),
      fc.constant({ schema: { type: ['string', 'null'], format: 'date-time' }, text: 'null' }),
      fc.constant({ schema: { anyOf: [{ type: 'boolean' }, { type: 'null' }] }, text: 'true' }),
      fc.array(numberText, { maxLength: 2 }).map((list) => ({
        schema: { type: 'array', items: { type: 'number' } },
        text: `[${list}]`,
      })),
    ]
    const children = fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        tie('pair') as fc.Arbitrary<{ schema: JsonSchema; text: string }>,
        fc.constantFrom('required', 'given', 'absent'),
      ),
      { selector: ([name]) => name, maxLength: 3 },
    )
    const object = fc.tuple(children, fc.boolean()).map(([list, isNull]) => ({
      schema: {
        type: ['object', 'null'],
        properties: Object.fromEntries(list.map(([name, { schema }]) => [name, schema])),
        required: list.filter(([, , how]) => how === 'required').map(([name]) => name),
        additionalProperties: false,
      },
      text: isNull
        ? 'null'
        : `{${list
            .filter(([, , how]) => how !== 'absent')
            .map(([name, { text }]) => `"${name}":${text}`)
            .join(',')}}`,
    }))
    return { pair: fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...scalars, object) }
  })
  .pair.filter(
    ({ text, schema }) =>
      Array.isArray(schema.type) && schema.type[0] === 'object' && text !== 'null',
  )

test('for any schema and a record that is right by it, the mapped record is right by the mapped schema', () => {
  const configs: readonly StreamConfig[] = [
    { flatten: {} },
    { flatten: { max_depth: 1 } },
    { flatten: { max_depth: 2, nested: 'keep' }, rename_all: { case: 'UPPERCASE' } },
    { drop: ['a.b', 'c'] },
    { select: ['a', 'b.c'] },
    { hash: { a: 'sha256', 'b.a': 'md5' }, mask: { c: { keep_last: 1 } } },
    { cast: { a: 'string', 'b.c': 'string' }, rename: { a: 'd', b: 'a' } },
    { compute: { d: { expression: 'a', type: {} }, b: { expression: 'record.b', type: {} } } },
  ]
  fc.assert(
    fc.property(sample, fc.constantFrom(...configs), ({ schema, text }, config) => {
      expect(createValidator(schema)(JSON.parse(text))).toEqual([])
      const { records } = mapThrough(config, schema, [text], { missing_fields: 'warn' })
      expect(records).toHaveLength(1)
    }),
    { numRuns: 300 },
  )
})
