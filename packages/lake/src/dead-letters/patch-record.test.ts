import fc from 'fast-check'
import { expect, test } from 'vitest'
import { castLiteral } from './cast-literal.ts'
import { parsePatchFile, parsePatchStep } from './parse-patch.ts'
import { patchRecord } from './patch-record.ts'

const patch = (text: string, ...steps: string[]) => patchRecord(text, steps.map(parsePatchStep))

test.each<[string, string, string[], string]>([
  ['a value', '{ "a" : 1 , "b":2 }', ['replace /a "x"'], '{ "a" : "x" , "b":2 }'],
  ['a value that lacks', '{"a":1 }', ['replace /b null'], '{"a":1,"b":null }'],
  ['a value that an empty record lacks', '{ }', ['replace /b [1]'], '{"b":[1] }'],
  ['digits', '{"a":1}', ['replace /a 12345678901234567890.10'], '{"a":12345678901234567890.10}'],
  [
    'below',
    '{"a":{"b":{"c":1}}}',
    ['replace /a/b/c 2', 'replace /a/d 3'],
    '{"a":{"b":{"c":2},"d":3}}',
  ],
  ['no parent', '{"a":1}', ['replace /x/y 1', 'replace /a/y 1'], '{"a":1}'],
  [
    'every item',
    '{"l":[{"p":1},{"p":2},{}]}',
    ['replace /l/*/p 0'],
    '{"l":[{"p":0},{"p":0},{"p":0}]}',
  ],
  ['one item', '{"l":[1,2,3]}', ['replace /l/1 0', 'replace /l/9 0'], '{"l":[1,0,3]}'],
  ['a key that stands twice', '{"a":1,"a":2}', ['replace /a 3'], '{"a":3,"a":3}'],
  [
    'a key with escapes',
    '{"a\\u002fb":1,"c~d":2}',
    ['replace /a~1b 0', 'remove /c~0d'],
    '{"a\\u002fb":0}',
  ],
  ['a prototype', '{"__proto__":{"x":1}}', ['replace /__proto__/x 2'], '{"__proto__":{"x":2}}'],
  ['the first', '{ "a":1, "b":2 , "c":3}', ['remove /a'], '{ "b":2 , "c":3}'],
  ['one between', '{"a":1, "b":2 , "c":3}', ['remove /b'], '{"a":1 , "c":3}'],
  ['the last', '{"a":1, "b":2 }', ['remove /b'], '{"a":1 }'],
  ['the only one', '{ "a":1 }', ['remove /a'], '{  }'],
  ['all', '{"a":1,"b":2,"c":3}', ['remove /*'], '{}'],
  ['the first two of three', '{"a":1,"a":2,"c":3}', ['remove /a'], '{"c":3}'],
  ['items', '{"l":[1,2,3]}', ['remove /l/0', 'remove /l/1'], '{"l":[2]}'],
  ['what is not there', '{"a":1}', ['remove /b', 'cast /b string'], '{"a":1}'],
  [
    'to text',
    '{"a":9007199254740993, "b":0.10}',
    ['cast /a string', 'cast /b string'],
    '{"a":"9007199254740993", "b":"0.10"}',
  ],
  ['brackets in texts', '{"a":"}],{\\"","b":1}', ['cast /b string'], '{"a":"}],{\\"","b":"1"}'],
])('%s', (_, text, steps, expected) => {
  expect(patch(text, ...steps)).toBe(expected)
  JSON.parse(expected)
})

test.each<[string, Parameters<typeof castLiteral>[1], string | undefined]>([
  ['12.30', 'string', '"12.30"'],
  ['1e400', 'string', '"1e400"'],
  ['true', 'string', '"true"'],
  ['{"a":1.0}', 'string', '"{\\"a\\":1.0}"'],
  ['"x"', 'string', '"x"'],
  ['"12345678901234567890.10"', 'number', '12345678901234567890.10'],
  ['" 12 "', 'number', '12'],
  ['"1,5"', 'number', undefined],
  ['"NaN"', 'number', undefined],
  ['"01"', 'number', undefined],
  ['true', 'number', undefined],
  ['5.000', 'integer', '5'],
  ['5.5', 'integer', undefined],
  ['9007199254740993', 'integer', '9007199254740993'],
  ['"9007199254740993.0"', 'integer', '9007199254740993'],
  ['1.5e1', 'integer', '15'],
  ['15e-1', 'integer', undefined],
  ['-20e-1', 'integer', '-2'],
  ['0.0', 'integer', '0'],
  ['0e-5', 'integer', '0'],
  ['1e999999999', 'integer', undefined],
  ['"false"', 'boolean', 'false'],
  ['1', 'boolean', 'true'],
  ['"yes"', 'boolean', undefined],
  ['null', 'integer', 'null'],
])('%s cast to %s', (literal, to, expected) => {
  expect(castLiteral(literal, to)).toBe(expected)
})

test('a text is mended by what it matches', () => {
  const steps = parsePatchFile(
    '[{"op":"replace","path":"/*","match":"^(\\\\d+),(\\\\d+)$","value":"$1.$2"}]',
  )
  expect(patchRecord('{"a":"12,50","b":"\\u0031","c":[1,50]}', steps)).toBe(
    '{"a":"12.50","b":"\\u0031","c":[1,50]}',
  )
})

test('a cast that would change the value fails, and says where without the value', () => {
  expect(() => patch('{"a":"secret"}', 'cast /a integer')).toThrow(
    expect.objectContaining({ code: 'LAKE_PATCH', path: '/a', keyword: 'cast' }),
  )
  expect(() => patch('{"a":"secret"}', 'cast /a integer')).not.toThrow(/secret/)
  expect(() => patch('{"a":', 'remove /a')).toThrow(expect.objectContaining({ keyword: 'json' }))
})

test('what no step touches keeps its bytes', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'é"\\', '__proto__')
  const records = fc.dictionary(names, fc.jsonValue())
  const spaced = fc
    .tuple(records, fc.nat(3))
    .map(([record, space]) => JSON.stringify(record, null, space))
  const pointer = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  fc.assert(
    fc.property(spaced, names, fc.jsonValue(), (text, name, value) => {
      const path = pointer(name)
      const json = JSON.stringify(value)
      const before = JSON.parse(text)
      const set = patchRecord(text, [{ op: 'replace', path, value: json }])
      const others = (record: object) => Object.entries(record).filter(([key]) => key !== name)
      expect(others(JSON.parse(set))).toEqual(others(before))
      expect(Object.getOwnPropertyDescriptor(JSON.parse(set), name)?.value).toEqual(
        JSON.parse(json),
      )
      const removed = patchRecord(text, [{ op: 'remove', path }])
      expect(others(JSON.parse(removed))).toEqual(others(before))
      expect(Object.hasOwn(JSON.parse(removed), name)).toBe(false)
      if (!Object.hasOwn(before, name)) {
        expect(removed).toBe(text)
        expect(patchRecord(set, [{ op: 'remove', path }]).replaceAll(/\s/g, '')).toBe(
          text.replaceAll(/\s/g, ''),
        )
      }
    }),
  )
})

test.each([
  ['', /replace, remove or cast/],
  ['remove', /path/],
  ['remove /a /b', /rest/],
  ['rename /a /b', /replace, remove or cast/],
  ['cast /a decimal', /string, integer, number, boolean/],
  ['replace /a x', /double quotes/],
  ['replace a 1', /JSON pointer/],
])('%j is no step', (text, words) => {
  expect(() => parsePatchStep(text)).toThrow(words)
})

test.each([
  ['{', /not JSON/],
  ['{}', /list/],
  ['[1]', /no step/],
  ['[{"op":"replace","path":"/a","value":9007199254740993}]', /rounded/],
  ['[{"op":"replace","path":"/a","value":{"b":[0.12345678901234567890]}}]', /rounded/],
  ['[{"op":"replace","path":"/a","match":"(","value":"x"}]', /regular expression/],
  ['[{"op":"replace","path":"/a","match":"x","value":1}]', /text/],
])('%s is no file of steps', (text, words) => {
  expect(() => parsePatchFile(text)).toThrow(words)
})
