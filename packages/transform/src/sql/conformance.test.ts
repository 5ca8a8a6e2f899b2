import { Duck } from '@descant/lake/duckdb'
import { expect, test } from 'vitest'
import { usableEmail, usablePhone } from '../identity/blocked.ts'
import { callingCodesStep } from '../standards/calling-codes.ts'
import { normalEmail } from '../standards/normal-email.ts'
import { e164, phoneDigits } from '../standards/normal-phone.ts'
import { noSpark, runSteps } from '../testing/spark.ts'
import type { Dialect } from './dialect.ts'
import { duckdbDialect } from './duckdb-dialect.ts'
import { sparkDialect } from './spark-dialect.ts'

/** What people, shops and faulty programs write, each given to every expression. */
const texts: readonly (string | null)[] = [
  null,
  '',
  ' ',
  '\t',
  '\u00a0',
  ' a ',
  '\u3000a\u2003',
  '\ta\n',
  'a\u0000b',
  '\u0000',
  "it's",
  'back\\slash',
  'a\\nb',
  '\\u0041',
  '"quoted"',
  '100%',
  'a_b',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Spark would take for a variable
  '${user.name}',
  '$1',
  '`tick`',
  '--',
  '/* */',
  '?',
  'é',
  'e\u0301',
  'ÀÉÎÕÜ',
  'Łódź',
  'Ærø',
  'straße',
  'STRASSE',
  'ŉ',
  'ﬀ',
  'İstanbul',
  'ıI',
  'ΟΔΟΣ',
  'οδός',
  'Иван',
  'Ивaн',
  '日本',
  'ｱ',
  'ガ',
  '한국',
  '🙂',
  '🙂 a',
  '𝒳',
  'ñandú',
  'Å',
  'Å',
  'ǆ',
  'ẞ',
  '0',
  '1',
  '-1',
  '+1',
  '007',
  '1.0',
  '1.',
  '.5',
  '-.5',
  '1e3',
  '1E-3',
  '1e999',
  '-1e999',
  '1e-999',
  '0x10',
  '1_000',
  '1,5',
  '1 000',
  'NaN',
  'nan',
  'inf',
  'Infinity',
  '-Infinity',
  '--1',
  '+',
  '-',
  '.',
  '١٢',
  '2147483647',
  '2147483648',
  '-2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  '99999999999999999999999999999999999999999',
  '12.30',
  '12.345',
  '12.3000',
  '-0.00',
  '-0',
  '0.10',
  '9999999999999999.99',
  '99999999999999999.99',
  '-9999999999999999.99',
  '1.00000000000000000000000000000000000000000000',
  '000000000000000000000000000000000000000000001.5',
  '0.1234567890123456789',
  '12\n',
  '12 ',
  ' 12',
  'true',
  'false',
  'TRUE',
  't',
  'yes',
  'true\n',
  '2026-01-31',
  '2026-02-29',
  '2024-02-29',
  '2026-13-01',
  '2026-00-10',
  '0000-01-01',
  '0001-01-01',
  '1582-10-10',
  '1900-02-29',
  '9999-12-31',
  '10000-01-01',
  '2026-1-1',
  '01/31/2026',
  'today',
  'now',
  'epoch',
  'infinity',
  '2026-01-31\n',
  '2026-01-31 BC',
  '2026-01-31T10:00:00Z',
  '2026-01-31T10:00:00',
  '2026-01-31 10:00:00',
  '2026-01-31T10:00',
  '2026-01-31T10:00Z',
  '2026-01-31T10',
  '2026-01-31T',
  '2026-01-31T24:00:00Z',
  '2026-01-31T23:59:60Z',
  '2026-01-31T10:00:00.1Z',
  '2026-01-31T10:00:00.123456Z',
  '2026-01-31T10:00:00.123456789Z',
  '2026-01-31T10:00:00.999999999+00:00',
  '2026-01-31T10:00:00.Z',
  '2026-01-31T10:00:00+02',
  '2026-01-31T10:00:00+0200',
  '2026-01-31T10:00:00-05:30',
  '2026-01-31T10:00:00.000+0000',
  '2026-01-31T10:00:00+14:59',
  '2026-01-31T10:00:00+15:00',
  '2026-01-31T10:00:00 UTC',
  '2026-01-31T10:00:00UTC',
  '2026-01-31T10:00:00 +02',
  '2026-01-31 10:00:00 Europe/Berlin',
  '2026-01-31T10:00:00z',
  '2026-01-31T25:00:00Z',
  '2026-01-31T10:61:00Z',
  '1969-12-31T23:59:59.999999Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
  '1582-10-10T00:00:00Z',
  '1883-11-18T12:00:00-05:00',
  '1767225600',
  '20260131',
  'ann@example.com',
  'Ann@Example.COM',
  "ann.o'neil+x@sub.example.co.uk",
  'a b@c.de',
  'a@b',
  '@c.de',
  'a@@c.de',
  'a@c..de',
  'ann@exämple.de',
  'ΑΣ@x.gr',
  'a@c.de ',
  'a@c.de,b@c.de',
  'test@example.com',
  'noreply@shop.eu',
  'none@none.com',
  'a@\u2028.de',
  'a\u000b@c.de',
  'a@c.d\u0085e',
  '+49 171 2345678',
  '0049 171 2345678',
  '0171/2345678',
  '(0171) 234-5678',
  '+49 (0) 171 2345678',
  '+1 (415) 555-2671 ext. 12',
  '4155552671',
  '011 49 171 2345678',
  '+',
  '+0171',
  '1234567890',
  '0000000000',
  '+442079460958',
  '020 7946 0958',
  '+3906 12345',
  '٠١٧١',
  '171 2345678 x9',
  '00',
  '+491712345678;ext=5',
  'gid://shopify/Order/1001',
  'gid://shopify/Order/1001?x=1',
  'gid://shopify/Order/',
  '/',
  '//',
  'a/b/c',
  'a?b',
  '?',
  'a/?b',
  'x\ny/z',
  '1001\n',
  'a%20b',
  'a+b%2Bc',
  '%E2%82%AC',
  '%C3%28',
  '%zz',
  '%',
  'utm_source=a%26b&x=%C3%A9',
  'x'.repeat(300),
  'é'.repeat(70),
]

type ValueType = 'text' | 'number' | 'boolean' | 'list' | 'time' | 'exact'

/** Everything that a dialect can say of a text, as SQL of `t`, and of what type its value is. */
const ofText = (d: Dialect): Record<string, [sql: string, type: ValueType]> => ({
  'parse string': [d.parse('t', 'string'), 'text'],
  'parse int': [d.parse('t', 'int'), 'exact'],
  'parse long': [d.parse('t', 'long'), 'exact'],
  'parse double': [d.parse('t', 'double'), 'number'],
  'parse boolean': [d.parse('t', 'boolean'), 'boolean'],
  'parse date': [d.parse('t', 'date'), 'exact'],
  'parse time': [d.parse('t', 'timestamptz'), 'time'],
  'parse money': [d.parse('t', 'decimal(18,2)'), 'exact'],
  'parse quantity': [d.parse('t', 'decimal(38,6)'), 'exact'],
  clean: [d.clean('t'), 'text'],
  upper: [d.upper('t'), 'text'],
  lower: [d.lower('t'), 'text'],
  plain: [d.plain('t'), 'text'],
  'last segment': [d.lastSegment('t'), 'text'],
  sha256: [d.sha256('t'), 'text'],
  'matches blank': [d.matches('t', '^\\s*$'), 'boolean'],
  'matches any': [d.matches('t', '^.$'), 'boolean'],
  'matches class': [d.matches('t', '[^\\s,;a-z]'), 'boolean'],
  'matches count': [d.matches('t', '1{2}|a+?b'), 'boolean'],
  extract: [d.extract('t', '([0-9]+)(-|$)'), 'text'],
  'extract blank': [d.extract('t', '\\s([^\\s]*)'), 'text'],
  'url decode': [d.urlDecode('t'), 'text'],
  split: [d.split('t', '/'), 'list'],
  exchange: [
    d.exchange(d.parse('t', 'decimal(18,2)'), d.cast(d.text('1.0849999995'), 'decimal(18,10)')),
    'exact',
  ],
  'exchange down': [
    d.exchange(d.parse('t', 'decimal(18,2)'), d.cast(d.text('0.0000000001'), 'decimal(18,10)')),
    'exact',
  ],
  'replace all': [d.replaceAll('t', '[^0-9]', ''), 'text'],
  'replace groups': [d.replaceAll('t', '([0-9])([a-z]|-)', '\\2$\\1'), 'text'],
  'replace end': [d.replaceAll('t', '(.)$', '<\\1>'), 'text'],
  length: ['length(t)', 'exact'],
  substring: ['substring(t, 2, 3)', 'text'],
  like: [`t LIKE '+%'`, 'boolean'],
  'normal email': [normalEmail(d, 't'), 'text'],
  'usable email': [usableEmail(d, 't'), 'text'],
  'usable phone': [usablePhone(d, 't'), 'text'],
  'phone digits': [phoneDigits(d, 't'), 'text'],
  'edit distance': [d.editDistance('t', d.text('Иванé 12')), 'exact'],
  greatest: [`greatest(t, ${d.text('a')})`, 'text'],
  list: [d.withoutNulls(d.list(['t', d.cast('NULL', 'string'), d.clean('t')])), 'list'],
  'empty list': [d.list([]), 'list'],
  flatten: [
    d.flatten(
      d.list([d.list(['t']), `CASE WHEN t > ${d.text('b')} THEN ${d.list(['t', 't'])} END`]),
    ),
    'list',
  ],
  'map list': [
    d.mapList(
      d.list(['t', d.text('z')]),
      (item, position) => `coalesce(${item}, '') || ${d.cast(position, 'string')}`,
    ),
    'list',
  ],
  'struct field': [d.field(`(${d.struct({ 'a b': 't', Id: d.text('x') })})`, 'a b'), 'text'],
  'try cast': [d.tryCast('length(t) * 12345678901234', 'int'), 'exact'],
  'cast date': [d.cast(d.parse('t', 'date'), 'string'), 'text'],
  days: [d.daysBetween(d.parse('t', 'date'), d.cast(d.text('2025-12-31'), 'date')), 'exact'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Spark would take for a variable
  literal: [d.text('it\'s \\ "x" ${y} \n %'), 'text'],
})

/** A value as text that holds all of it, the same on every engine. */
function shown(d: Dialect, [sql, type]: [string, ValueType]): string {
  if (type === 'time')
    return d === sparkDialect
      ? `CAST(unix_micros(${sql}) AS STRING)`
      : `CAST(epoch_us(${sql}) AS VARCHAR)`
  if (type === 'exact') return d.cast(sql, 'string')
  return sql
}

const values = (d: Dialect) =>
  `(VALUES ${texts.map((text, index) => `(${index}, ${text === null ? d.cast('NULL', 'string') : d.text(text).replaceAll('\0', d === duckdbDialect ? `' || chr(0) || '` : '\0')})`).join(', ')}) AS texts(n, t)`

const query = (d: Dialect, expressions: Record<string, [string, ValueType]>) =>
  `SELECT n, ${Object.entries(expressions)
    .map(([name, given]) => `${shown(d, given)} AS ${d.identifier(name)}`)
    .join(',\n')} FROM ${values(d)} ORDER BY n`

/** Phone numbers read in the countries whose numbering plans differ. */
const inCountries = (d: Dialect) =>
  `SELECT n, country, ${e164(d, 'r.digits', 'p')} AS phone FROM (SELECT n, ${phoneDigits(d, 't')} AS digits FROM ${values(d)}) r
JOIN (SELECT * FROM calling_codes WHERE country IN ('DE', 'US', 'IT', 'HU', 'GB')
UNION ALL SELECT ${['string', 'string', 'string', 'int', 'int'].map((type) => d.cast('NULL', type as 'int')).join(', ')}) p ON true ORDER BY n, coalesce(country, '')`

const facts = (d: Dialect) =>
  `(VALUES ${[
    ['a', '100.01', '1', 'x'],
    ['a', '0.04', '3', null],
    ['a', null, '2', 'é'],
    ['a', '-0.05', '4', 'x'],
    ['b', null, '1', null],
    ['c', '9999999999999999.99', '1', 'Z'],
    ['d', '0.05', '1', 'a'],
    ['d', '0.00', '2', ''],
  ]
    .map(
      (row) =>
        `(${row.map((value) => (value === null ? d.cast('NULL', 'string') : d.text(value))).join(', ')})`,
    )
    .join(', ')}) AS facts(g, amount, told, name)`

const aggregates = (d: Dialect) => {
  const sum = `sum(${d.parse('amount', 'decimal(18,2)')})`
  return `SELECT g, ${[
    `${d.latestValue('name', 'told')} AS newest`,
    `${d.latestValue('name', d.struct({ rank: 'length(told)', told: 'told' }))} AS newest_of_struct`,
    `${d.distinctList('name')} AS names`,
    `${d.cast(d.tryCast(`coalesce(${sum}, 0)`, 'decimal(18,2)'), 'string')} AS total`,
    `${d.cast(d.tryCast(d.average(d.tryCast(sum, 'decimal(18,2)'), 'count(amount)'), 'decimal(18,2)'), 'string')} AS mean`,
    `${d.cast(`count(*) FILTER (WHERE amount > ${d.text('0')})`, 'string')} AS positive`,
    `${d.cast('min(name)', 'string')} AS smallest`,
  ].join(', ')} FROM ${facts(d)} GROUP BY g HAVING count(amount) > 0 OR g = 'b' ORDER BY g`
}

test.skipIf(noSpark)(
  'every expression gives the same value on DuckDB and on Spark',
  { timeout: 300_000 },
  async () => {
    const queries = (d: Dialect) => ({
      texts: query(d, ofText(d)),
      phones: inCountries(d),
      aggregates: aggregates(d),
    })
    const codes = (d: Dialect) => callingCodesStep(d)
    const duck = await Duck.open({ threads: 1 })
    await duck.run(`CREATE TEMP TABLE calling_codes AS ${codes(duckdbDialect).query}`)
    const onSpark = await runSteps([
      { do: 'query', keep: false, ...codes(sparkDialect) },
      ...Object.entries(queries(sparkDialect)).map(
        ([name, query]) => ({ do: 'ask', name, query }) as const,
      ),
    ])
    for (const [name, sql] of Object.entries(queries(duckdbDialect))) {
      const embedded = (await duck.rows(sql)).map(told)
      const spark = (onSpark.answers[name] ?? []).map(told)
      expect(spark.length).toBe(embedded.length)
      expect(differences(embedded, spark)).toEqual([])
    }
    duck.close()
  },
)

type Row = Readonly<Record<string, unknown>>

/** JSON leaves NULL out, and knows no bigint. */
const told = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  )

/** Each value that the engines do not agree on, with the text that it was made from. */
function differences(embedded: readonly Row[], spark: readonly Row[]): unknown[] {
  return embedded.flatMap((row, index) => {
    const other = spark[index] ?? {}
    const names = new Set([...Object.keys(row), ...Object.keys(other)])
    return [...names]
      .filter((name) => JSON.stringify(row[name]) !== JSON.stringify(other[name]))
      .map((name) => ({
        name,
        of: texts[Number(row.n)] ?? row,
        duckdb: row[name],
        spark: other[name],
      }))
  })
}
