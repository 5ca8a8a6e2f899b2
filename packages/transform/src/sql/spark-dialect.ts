import type { ColumnType } from '@descant/lake'
import type { Dialect } from './dialect.ts'
import { decimalForm, encodedForm, textForms } from './text-forms.ts'

const types: Readonly<Record<string, string>> = {
  string: 'STRING',
  int: 'INT',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamptz: 'TIMESTAMP',
}

/** What Unicode calls a space separator: DuckDB's `trim` takes all of these, Spark's only the first. */
const spaces = ' \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000'.replace(
  '\u2000-\u200a',
  Array.from({ length: 11 }, (_none, index) => String.fromCharCode(0x2000 + index)).join(''),
)

/**
 * Spark SQL 3.5, with the session that the runner sets up: ANSI mode, UTC, names told apart by case,
 * no variables in SQL text.
 */
export const sparkDialect: Dialect = {
  identifier: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: sparkText,
  type: sparkType,

  parse(text, type) {
    if (type === 'string') return text
    const form = textForms[type] ?? decimalForm(type)
    const readable = type === 'timestamptz' ? plainZone(text) : text
    const cast = `TRY_CAST(${readable} AS ${sparkType(type)})`
    const value = type === 'double' ? `nullif(nullif(${cast}, ${infinite}), -${infinite})` : cast
    return form === undefined
      ? value
      : `CASE WHEN ${sparkDialect.matches(text, form)} THEN ${value} END`
  },
  tryCast: (value, type) => `TRY_CAST(${value} AS ${sparkType(type)})`,
  cast: (value, type) => `CAST(${value} AS ${sparkType(type)})`,
  trimmed: (text) => `trim(BOTH ${sparkText(spaces)} FROM replace(${text}, '\\0', ''))`,
  clean: (text) => `nullif(${sparkDialect.trimmed(text)}, '')`,
  upper: (text) =>
    `CASE WHEN ${text} RLIKE '^[ -~]*$' THEN upper(${text}) ELSE array_join(transform(regexp_extract_all(translate(${text}, 'ß', 'ẞ'), '(?s).', 0), letter -> CASE WHEN length(upper(letter)) = 1 THEN upper(letter) ELSE letter END), '') END`,
  lower,
  lastSegment: (text) =>
    `nullif(regexp_extract(${text}, ${javaPattern('([^/?]+)([?].*)?$')}, 1), '')`,
  matches: (text, pattern) => `${text} RLIKE ${javaPattern(pattern)}`,
  extract: (text, pattern) => `nullif(regexp_extract(${text}, ${javaPattern(pattern)}, 1), '')`,
  urlDecode(text) {
    // Spark takes a plus sign for a blank, as forms write it.
    const decoded = `url_decode(replace(${text}, '+', '%2B'))`
    return `CASE WHEN ${sparkDialect.matches(text, encodedForm)}
    THEN CASE WHEN contains(${decoded}, '\ufffd') THEN ${text} ELSE ${decoded} END
    ELSE ${text} END`
  },
  replaceAll: (text, pattern, replacement) =>
    `regexp_replace(${text}, ${javaPattern(pattern)}, ${sparkText(javaReplacement(replacement))})`,
  sha256: (text) => `sha2(${text}, 256)`,
  plain: (text) => lower(withoutAccents(text)),
  // DuckDB counts bytes; as Latin-1 each byte of a text is a letter.
  editDistance: (a, b) => `levenshtein(${bytesAsLetters(a)}, ${bytesAsLetters(b)})`,
  daysBetween: (a, b) => `abs(datediff(${b}, ${a}))`,

  field: (struct, name) => `${struct}.${sparkDialect.identifier(name)}`,
  struct: (fields) =>
    `named_struct(${Object.entries(fields)
      .map(([name, value]) => `${sparkText(name)}, ${value}`)
      .join(', ')})`,
  list: (items) =>
    items.length === 0 ? 'CAST(array() AS ARRAY<STRING>)' : `array(${items.join(', ')})`,
  mapList: (list, map) =>
    `transform(${list}, (item, position) -> ${map('item', 'CAST(position AS BIGINT)')})`,
  someItem: (list, condition) => `coalesce(exists(${list}, item -> ${condition}), false)`,
  flatten: (list) => `flatten(filter(${list}, inner -> inner IS NOT NULL))`,
  withoutNulls: (list) => `filter(${list}, one -> one IS NOT NULL)`,
  length: (list) => `size(${list})`,
  explode: (list) => `explode(${list})`,
  split: (text, sign) => `split(${text}, ${javaPattern(`[${sign}]`)})`,

  latestValue: (value, by, told = value) =>
    `max_by(${value}, ${by}) FILTER (WHERE ${told} IS NOT NULL)`,
  distinctList: (value) => `sort_array(collect_set(${value}))`,
  average: (sum, count) =>
    `CAST((CAST(CAST(${sum} AS DECIMAL(38,2)) * 100 AS BIGINT) * 2 + CAST(sign(${sum}) AS BIGINT) * ${count}) div (${count} * 2) AS DECIMAL(18,0)) * 0.01`,
  exchange: (amount, rate) => `TRY_CAST(${amount} * ${rate} AS DECIMAL(18,2))`,
}

const infinite = `CAST('Infinity' AS DOUBLE)`

const bytesAsLetters = (text: string) => `decode(CAST(${text} AS BINARY), 'ISO-8859-1')`

/** Java knows a final sigma and an i with two dots; the standard's simple mapping does not. */
function lower(text: string): string {
  return `lower(translate(${text}, 'Σİ', 'σi'))`
}

/** Spark's parser takes a zone only right behind the time. */
const plainZone = (text: string) => `replace(${text}, ' UTC', 'Z')`

function sparkType(type: ColumnType): string {
  if (typeof type === 'object') return `ARRAY<${sparkType(type.list)}>`
  return types[type] ?? type.toUpperCase()
}

/** Spark reads escapes in its literals, so that a backslash is written twice. */
function sparkText(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')
  return `'${escaped}'`
}

/**
 * A pattern of RE2 in Java's words. `$` is the end of the text and nothing else, `.` passes over line
 * feeds alone, and `\s` has no vertical tab.
 */
function javaPattern(pattern: string): string {
  let written = ''
  let isClass = false
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern[index] as string
    if (letter === '\\') {
      const escaped = pattern[++index] ?? ''
      if (escaped !== 's') written += letter + escaped
      else written += isClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]'
      continue
    }
    if (letter === '[' && !isClass) isClass = true
    else if (letter === '[' || letter === '&') written += '\\'
    else if (letter === ']') isClass = false
    written += letter === '$' && !isClass ? '\\z' : letter
  }
  return sparkText(`(?d)${written}`)
}

/** `\1` of RE2 is `$1` of Java. */
const javaReplacement = (replacement: string) =>
  replacement.replaceAll('$', '\\$').replace(/\\([0-9])/g, '$$$1')

/** Every letter of the basic plane that is another with an accent, and that letter. */
const findAccented = () =>
  Array.from({ length: 0x10000 }, (_none, code) => String.fromCharCode(code))
    .filter((letter) => /\P{Surrogate}/u.test(letter))
    .map((letter) => [letter, bare(letter)] as const)
    .filter(([letter, without]) => letter !== without && without.length <= 1)
    .sort(([, a], [, b]) => b.length - a.length)

/** Found once, and only where Spark runs: it takes a while. */
let accented: ReturnType<typeof findAccented> | undefined

function bare(letter: string): string {
  return letter
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
}

/** What `translate` has no partner for it leaves out: the accents that stand alone. */
function withoutAccents(text: string): string {
  accented ??= findAccented()
  const pairs = accented
  const [from, to] = [0, 1].map((side) => pairs.map((pair) => pair[side]).join(''))
  return `translate(${text}, ${sparkText(from as string)}, ${sparkText(to as string)})`
}
