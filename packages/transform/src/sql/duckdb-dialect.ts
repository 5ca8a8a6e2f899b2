import type { ColumnType } from '@descant/lake'
import { sqlIdentifier, sqlString } from '@descant/lake/duckdb'
import type { Dialect } from './dialect.ts'
import { decimalForm, encodedForm, textForms } from './text-forms.ts'

const types: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamptz: 'TIMESTAMPTZ',
}

/** DuckDB 1.5, with the session's time zone set to UTC. */
export const duckdbDialect: Dialect = {
  identifier: sqlIdentifier,
  text: sqlString,
  type: sqlType,
  rowId: 'rowid',

  parse(text, type) {
    if (type === 'string') return text
    const form = textForms[type] ?? decimalForm(type)
    const read = `TRY_CAST(${text} AS ${sqlType(type)})`
    const cast = type === 'double' ? `nullif(nullif(${read}, 'infinity'), '-infinity')` : read
    return form === undefined
      ? cast
      : `CASE WHEN regexp_matches(${text}, ${sqlString(form)}) THEN ${cast} END`
  },
  tryCast: (value, type) => `TRY_CAST(${value} AS ${sqlType(type)})`,
  cast: (value, type) => `CAST(${value} AS ${sqlType(type)})`,
  trimmed: (text) => unlessPlain(text, trim(text)),
  clean: (text) => unlessPlain(text, `nullif(${trim(text)}, '')`),
  upper: (text) => `upper(${text})`,
  lower: (text) => `lower(${text})`,
  // Not by `nullif`, which would find the segment twice within a list.
  lastSegment: (text) =>
    `CASE WHEN ${text} = '' OR contains(${text}, '?') OR suffix(${text}, '/')
    THEN regexp_extract_all(${text}, '([^/?]+)([?].*)?$', 1)[1] ELSE split_part(${text}, '/', -1) END`,
  matches: (text, pattern) => `regexp_matches(${text}, ${sqlString(pattern)})`,
  extract: (text, pattern) => `nullif(regexp_extract(${text}, ${sqlString(pattern)}, 1), '')`,
  urlDecode: (text) =>
    `CASE WHEN ${duckdbDialect.matches(text, encodedForm)}
    THEN coalesce(TRY(url_decode(${text})), ${text}) ELSE ${text} END`,
  replaceAll: (text, pattern, replacement) =>
    `regexp_replace(${text}, ${sqlString(pattern)}, ${sqlString(replacement)}, 'g')`,
  sha256: (text) => `sha256(${text})`,
  plain: (text) => `lower(strip_accents(${text}))`,
  editDistance: (a, b) => `levenshtein(${a}, ${b})`,
  daysBetween: (a, b) => `abs(date_diff('day', ${a}, ${b}))`,

  field: (struct, name) => `${struct}.${sqlIdentifier(name)}`,
  struct: (fields) =>
    `{${Object.entries(fields)
      .map(([name, value]) => `${sqlString(name)}: ${value}`)
      .join(', ')}}`,
  list: (items) => `[${items.join(', ')}]`,
  mapList: (list, map) =>
    `list_transform(${list}, lambda item, position: ${map('item', '(position - 1)')})`,
  someItem: (list, condition) =>
    `coalesce(len(list_filter(${list}, lambda item: ${condition})) > 0, false)`,
  flatten: (list) => `flatten(${list})`,
  withoutNulls: (list) => `list_filter(${list}, lambda item: item IS NOT NULL)`,
  length: (list) => `len(${list})`,
  explode: (list) => `unnest(${list})`,
  split: (text, sign) => `string_split(${text}, ${sqlString(sign)})`,

  latestValue: (value, by, told = value) =>
    `arg_max(${value}, ${by}) FILTER (WHERE ${told} IS NOT NULL)`,
  distinctList: (value) =>
    `coalesce(list_sort(list(DISTINCT ${value}) FILTER (WHERE ${value} IS NOT NULL)), [])`,
  average: (sum, count) =>
    `CAST(((CAST(CAST(${sum} AS DECIMAL(38,2)) * 100 AS HUGEINT) * 2 + sign(${sum}) * ${count}) // (${count} * 2)) AS DECIMAL(18,0)) * 0.01`,
  exchange: (amount, rate) =>
    `TRY_CAST(CAST(${amount} AS DECIMAL(38,2)) * ${rate} AS DECIMAL(18,2))`,
}

const trim = (text: string) => `trim(replace(${text}, chr(0), ''))`

/**
 * What is made of a text, unless there is nothing to be trimmed: most texts are in letters of ASCII
 * without blanks around them, and to find that out takes a tenth of what trimming takes.
 */
const unlessPlain = (text: string, made: string) =>
  `CASE WHEN ${text} >= '!' AND strlen(${text}) = length(${text}) AND NOT suffix(${text}, ' ')
    AND NOT contains(${text}, chr(0)) THEN ${text} ELSE ${made} END`

function sqlType(type: ColumnType): string {
  if (typeof type === 'object') return `${sqlType(type.list)}[]`
  return types[type] ?? type.toUpperCase()
}
