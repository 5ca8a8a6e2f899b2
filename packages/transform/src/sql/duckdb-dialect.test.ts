import { Duck, sqlString } from '@descant/lake/duckdb'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { duckdbDialect as dialect } from './duckdb-dialect.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ threads: 1 })
})
afterAll(() => duck.close())

const value = async (sql: string) =>
  (await duck.rows<{ value: unknown }>(`SELECT ${sql} AS value`))[0]?.value

const money = (amount: string) => `CAST(${dialect.text(amount)} AS DECIMAL(18,2))`

test.each([
  ['100.01', 2, '50.01'],
  ['100.00', 3, '33.33'],
  ['0.05', 2, '0.03'],
  ['0.00', 7, '0.00'],
  ['-0.05', 2, '-0.03'],
  ['9999999999999999.99', 1, '9999999999999999.99'],
])('%s by %i is %s', async (sum, count, average) => {
  const result = dialect.average(money(sum), `CAST(${count} AS BIGINT)`)
  expect(await value(dialect.cast(result, 'decimal(18,2)'))).toBe(average)
})

test.each<[string, string | null]>([
  ['gid://shopify/Order/7', '7'],
  ['gid://shopify/Order/7?x=a/b', '7'],
  ['7', '7'],
  ['gid://shopify/Order/', null],
])('the last segment of %s is %s', async (text, segment) => {
  expect(await value(dialect.lastSegment(dialect.text(text)))).toBe(segment)
})

test('a text is cleaned of NUL and outer blanks; nothing is NULL', async () => {
  expect(await value(dialect.clean(`' a' || chr(0) || 'b '`))).toBe('ab')
  expect(await value(dialect.clean(`' '`))).toBe(null)
})

test.each<[string, string, unknown]>([
  ['int', '2147483648', null],
  ['int', '1e3', null],
  ['long', '9007199254740993', 9007199254740993n],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', 'infinity', null],
  ['timestamptz', '2026-01-01 10:00:00+02', '2026-01-01T08:00:00.000Z'],
  ['timestamptz', '2026-01-01T10:00:00', '2026-01-01T10:00:00.000Z'],
  ['boolean', 'true', true],
  ['boolean', 't', null],
  ['double', '0.5', 0.5],
])('%s %s reads as %s', async (type, text, expected) => {
  expect(await value(dialect.parse(dialect.text(text), type as 'int'))).toBe(expected)
})

test('the newest value passes over rows without one, and a set of nothing is empty', async () => {
  const rows = `(VALUES ('a', 1), (NULL, 2)) AS facts(name, told)`
  const [row] = await duck.rows(
    `SELECT ${dialect.latestValue('name', 'told')} AS newest, ${dialect.distinctList('name')} AS names,
${dialect.distinctList('CAST(NULL AS VARCHAR)')} AS none FROM ${rows}`,
  )
  expect(row).toEqual({ newest: 'a', names: ['a'], none: [] })
})

test('a text that is plain is left as it is, and any other is trimmed as it was', async () => {
  const sign = fc.constantFrom(
    'a',
    '/',
    '?',
    ' ',
    '\t',
    '\n',
    '\u0000',
    '\u00a0',
    '\u3000',
    'é',
    '~',
  )
  const text = fc.string({ unit: sign, maxLength: 6 })
  const texts = fc.sample(text, { numRuns: 2000, seed: 7 }).map((one) => JSON.stringify(one))
  const plainly = `trim(replace(t, chr(0), ''))`
  const differing = await duck.rows(
    `SELECT t FROM (SELECT json_extract_string(unnest([${texts.map(sqlString).join(', ')}]), '$') AS t)
    WHERE ${dialect.trimmed('t')} IS DISTINCT FROM ${plainly}
      OR ${dialect.clean('t')} IS DISTINCT FROM nullif(${plainly}, '')
      OR ${dialect.lastSegment('t')}
        IS DISTINCT FROM regexp_extract_all(t, '([^/?]+)([?].*)?$', 1)[1]`,
  )
  expect(differing).toEqual([])
})
