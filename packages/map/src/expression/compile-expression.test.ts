import { describe, expect, test } from 'vitest'
import { readFields } from '../json/fields.ts'
import { ValueError } from '../value-error.ts'
import { compileExpression, ExpressionError } from './compile-expression.ts'
import { RecordScope } from './record-scope.ts'

const schemas = new Map([
  ['price', { type: 'number' }],
  ['quantity', { type: 'integer' }],
])

const evaluate = (expression: string, record = '{}'): string =>
  compileExpression(expression).evaluate(new RecordScope(readFields(record), schemas))

describe('what expressions give', () => {
  test.each([
    ['1 + 2', '{}', '3'],
    ['name + "!"', '{"name":"Jane"}', '"Jane!"'],
    ['name.lowerAscii().trim()', '{"name":" Jane "}', '"jane"'],
    ['name.replace("a", "$&")', '{"name":"Jana"}', '"J$&n$&"'],
    ['email.split("@")[1]', '{"email":"jane@example.com"}', '"example.com"'],
    ['email.matches("^[^@]+@[^@]+$")', '{"email":"jane@example.com"}', 'true'],
    ['customer.address.city', '{"customer":{"address":{"city":"Ulm"}}}', '"Ulm"'],
    ['record["first name"]', '{"first name":"Jane"}', '"Jane"'],
    ['record.type', '{"type":"a"}', '"a"'],
    ['has(record.note)', '{"note":null}', 'true'],
    ['has(record.note)', '{}', 'false'],
    ['size(tags)', '{"tags":["a","b"]}', '2'],
    ['tags.exists(tag, tag == "vip")', '{"tags":["vip"]}', 'true'],
    ['tags.filter(tag, tag != "a").map(tag, tag + "!")', '{"tags":["a","b"]}', '["b!"]'],
    ['{"n": name, "list": [1, 2.5, null]}', '{"name":"J"}', '{"n":"J","list":[1,2.5,null]}'],
    ['coalesce(nickname, name, "?")', '{"name":"Jane"}', '"Jane"'],
    ['coalesce(customer.name.lowerAscii(), "?")', '{"customer":null}', '"?"'],
    ['coalesce(a, b)', '{"a":null}', 'null'],
    ['coalesce(tags[0], "none") + "!"', '{"tags":[]}', '"none!"'],
    ['customer.name == "J" || price > 1', '{"price":2}', 'true'],
    ['has(customer.name)', '{"customer":null}', 'false'],
    ['tags.map(tag, coalesce(tag, "?"))', '{"tags":["a",null]}', '["a","?"]'],
    ['nickname == null ? dyn(null) : nickname + "!"', '{"nickname":"J"}', '"J!"'],
    ['customer.?city.orValue("none")', '{"customer":{}}', '"none"'],
    ['sha256("a")', '{}', '"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"'],
    ['md5("a")', '{}', '"0cc175b9c0f1b6a831c399e269772661"'],
    ['round(price, 1)', '{"price":10.25}', '10.3'],
    ['timestamp("2026-01-02T03:04:05Z").getFullYear()', '{}', '2026'],
    ['dateTime(at)', '{"at":"2026-01-02 03:04:05.123456+01"}', '"2026-01-02T02:04:05.123Z"'],
    ['dateTime(b) - dateTime(a)', '{"a":"2026-01-01","b":"2026-01-02"}', '"86400s"'],
    ['string(quantity) + "x"', '{"quantity":3}', '"3x"'],
    ['uint(3)', '{}', '3'],
    ['b"hi"', '{}', '"aGk="'],
  ])('%s of %s is %s', (expression, record, text) => {
    expect(evaluate(expression, record)).toBe(text)
  })
})

describe('numbers', () => {
  test.each([
    ['quantity / 2', '{"quantity":5}', '2'],
    ['price / 2', '{"price":5}', '2.5'],
    ['price * quantity', '{"price":2.5,"quantity":3}', '7.5'],
    ['quantity + 1', '{"quantity":9007199254740993}', '9007199254740994'],
    ['price == 5 && quantity == 5', '{"price":5.0,"quantity":5}', 'true'],
    ['price > 1 && price < 1e30', '{"price":1234567890123456789.5}', 'true'],
    [
      '[price]',
      '{"price":0.1000000000000000055511151231257827}',
      '[0.1000000000000000055511151231257827]',
    ],
    ['double(price)', '{"price":0.1000000000000000055511151231257827}', '0.1'],
    [
      'string(price)',
      '{"price":0.1000000000000000055511151231257827}',
      '"0.1000000000000000055511151231257827"',
    ],
    ['price == record.price', '{"price":0.1000000000000000055511151231257827}', 'true'],
  ])('%s of %s is %s', (expression, record, text) => {
    expect(evaluate(expression, record)).toBe(text)
  })

  test('one that a double would round is not computed with unless that is asked for', () => {
    const record = '{"price":0.1000000000000000055511151231257827}'
    expect(() => evaluate('price * 2', record)).toThrow('no such overload: decimal * int')
    expect(evaluate('double(price) * 2', record)).toBe('0.2')
  })
})

describe('as in SQL, an operation on null gives null, and so does what is not there', () => {
  test.each([
    ['name.lowerAscii()', '{"name":null}'],
    ['name + "!"', '{}'],
    ['price > 100', '{"price":null}'],
    ['!paid', '{}'],
    ['-price', '{}'],
    ['paid && true', '{}'],
    ['paid ? 1 : 2', '{}'],
    ['size(tags)', '{"tags":null}'],
    ['tags.map(tag, tag)', '{}'],
    ['tags[0]', '{"tags":[]}'],
    ['customer.address.city', '{"customer":{"address":null}}'],
    ['customer.zip + "x"', '{"customer":{"zip":null}}'],
    ['sha256(email)', '{"email":null}'],
    ['dateTime(at)', '{}'],
    ['optional.none()', '{}'],
  ])('%s of %s', (expression, record) => {
    expect(evaluate(expression, record)).toBe('null')
  })

  test.each([
    ['paid || true', 'true'],
    ['paid && false', 'false'],
    ['price == null', 'true'],
    ['price == 1', 'false'],
  ])('but %s is known all the same: %s', (expression, text) => {
    expect(evaluate(expression)).toBe(text)
  })
})

describe('what fails on a record says how, and shows no value', () => {
  const secret = 'jane@example.com'
  test.each([
    ['email + 1', 'it failed: no such overload: string + int'],
    ['sha256(price)', "it failed: found no matching overload for 'sha256(double)'"],
    ['int(email)', 'it failed: int conversion error'],
    ['bool(email)', 'it failed: bool conversion error'],
    ['timestamp(email)', 'it failed: invalid timestamp'],
    ['duration(email)', 'it failed: invalid duration'],
    ['dateTime(email)', 'dateTime() was given something else than a time'],
    ['"a".matches(email + "(")', 'it failed: invalid regular expression'],
    ['bytes(email).json()', 'it failed: SyntaxError'],
    ['quantity / 0', 'it failed: division by zero'],
    ['coalesce(int(email), 1)', 'it failed: int conversion error'],
    ['9223372036854775807 + quantity', 'it failed: numeric overflow'],
    ['1.0 / 0.0', 'it gives a number that JSON cannot hold'],
    ['type(email)', 'it gives a value that JSON cannot hold'],
    ['broken', 'the field broken is not JSON'],
  ])('%s', (expression, message) => {
    const record = `{"email":"${secret}","price":1.5,"quantity":5,"broken":tru}`
    expect(() => evaluate(expression, record)).toThrow(new ValueError(message))
  })
})

describe('what can be right for no record is refused when it is compiled', () => {
  test.each([
    ['1 +', /Unexpected token: EOF at column/],
    ['"unclosed', /Unterminated string at column 1/],
    ['coalesce(1 + "a", 2)', /no such overload: int \+ string/],
    ['frobnicate(1)', /no matching overload for 'frobnicate\(int\)'/],
    ['name.frobnicate()', /no matching overload for 'dyn.frobnicate\(\)'/],
    ['"a" + 1', /no such overload: string \+ int at column 1/],
    ['true ? 1 : "a"', /branches/],
    ['record.in', /Expected IDENTIFIER/],
    [
      'type == "a"',
      /type is a word of the language, so a field of that name is written record\.type/,
    ],
  ])('%s', (expression, message) => {
    expect(() => compileExpression(expression)).toThrow(ExpressionError)
    expect(() => compileExpression(expression)).toThrow(message)
  })
})

describe('what an expression looks at', () => {
  test.each([
    ['a + b.c["d"].e', [['a'], ['b', 'c', 'd', 'e']], []],
    ['record.a == record["first name"]', [['a'], ['first name']], []],
    ['tags.exists(t, t == name)', [['tags'], ['name']], []],
    ['tags.map(a, a.b).size() + a', [['tags'], ['a']], []],
    ['cel.bind(x, a, x + x)', [['a']], ['cel']],
    ['has(record.a.b) && items[index].price > 0', [['a', 'b'], ['items'], ['index']], []],
    ['type(a) == string', [['a']], ['string']],
    ['{a: b}', [['a'], ['b']], []],
    ['coalesce(a.b, c)', [['a', 'b'], ['c']], []],
    ['record', [], []],
  ])('%s', (expression, fields, words) => {
    expect(compileExpression(expression).reads).toEqual({ fields, words })
  })

  test.each([
    ['total', 'total'],
    ['record.total', undefined],
    ['total + 1', undefined],
    ['type', undefined],
  ])('%s stands for the field %s', (expression, field) => {
    expect(compileExpression(expression).field).toBe(field)
  })
})

describe('a hostile expression sees the record and nothing else', () => {
  test.each([
    'constructor',
    'prototype',
    'this',
    'globalThis',
    'process',
    'require',
    'toString',
    'customer.constructor',
    'customer["constructor"]["constructor"]',
    'customer.__proto__',
    'customer.toString',
    'tags.length',
    'tags["length"]',
    'tags[0].length',
    '[].constructor',
    'record.constructor',
    'record.size',
    'record.get',
    'price.constructor',
  ])('%s', (expression) => {
    const record = '{"customer":{"a":1},"tags":["x"],"price":1.5}'
    let result: unknown
    try {
      result = evaluate(expression, record)
    } catch (error) {
      result = error instanceof ValueError || error instanceof ExpressionError ? 'null' : error
    }
    expect(result).toBe('null')
  })

  test.each(['constructor("return process")()', 'customer.constructor("x")', 'eval("1")'])(
    '%s is no function',
    (expression) => {
      expect(() => compileExpression(expression)).toThrow(ExpressionError)
    },
  )

  test('fields that are called like parts of JavaScript are fields', () => {
    const record = '{"constructor":1,"__proto__":{"x":2},"toString":3}'
    expect(evaluate('constructor + record["toString"]', record)).toBe('4')
    expect(evaluate('record["__proto__"].x', record)).toBe('2')
    expect(evaluate('record', record)).toBe(record)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('results do not reach a prototype', () => {
    expect(evaluate('{"__proto__": {"polluted": true}}')).toBe('{}')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test.each([
    ['too deep', `${'('.repeat(100)}1${')'.repeat(100)}`],
    ['too many parts', Array.from({ length: 3000 }, () => '1').join('+')],
  ])('one that is %s is refused', (_, expression) => {
    expect(() => compileExpression(expression)).toThrow(ExpressionError)
  })

  test('a text that grows too long is an error of the record', () => {
    const binds = Array.from({ length: 20 }, (_, i) => `cel.bind(x${i + 1}, x${i} + x${i}, `)
    const text = 'x'.repeat(2000)
    const expression = `cel.bind(x0, "${text}", ${binds.join('')}x20${')'.repeat(21)}`
    expect(() => evaluate(expression)).toThrow('it failed: RangeError')
  })
})
