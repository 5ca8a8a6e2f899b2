import { usableEmail, usablePhone } from '../identity/blocked.ts'
import type { Dialect } from '../sql/dialect.ts'
import { duckdbDialect } from '../sql/duckdb-dialect.ts'
import { sparkDialect } from '../sql/spark-dialect.ts'
import { normalEmail } from '../standards/normal-email.ts'
import { e164, phoneDigits } from '../standards/normal-phone.ts'
import { texts } from './awkward-texts.ts'

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
  'some item': [d.someItem(d.list(['t', d.text('z')]), 'length(item) > 2'), 'boolean'],
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

const query = (d: Dialect, expressions: Record<string, [string, ValueType]>): string =>
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

/** Queries that say, between them, all that a dialect can; by name. */
export const dialectQueries = (d: Dialect): Record<string, string> => ({
  texts: query(d, ofText(d)),
  phones: inCountries(d),
  aggregates: aggregates(d),
})
