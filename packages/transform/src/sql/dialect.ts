import type { ColumnType, ScalarType } from '@descant/lake'

/**
 * An engine's SQL: all that the transform's queries need and that engines write differently.
 * Builders of queries take one and never name an engine. Every argument and result is SQL text.
 *
 * Rules that keep two engines equal: NULLS LAST is always written out; every aggregate is cast;
 * no QUALIFY, no `::`, no list index; regular expressions use what RE2 and Java share.
 */
export interface Dialect {
  /** A name, quoted. */
  identifier(name: string): string
  /** A text as a literal. */
  text(value: string): string
  type(type: ColumnType): string
  /** A column that every stored table has, with a number of each row; undefined where there is none. */
  readonly rowId?: string

  /** A scalar text read as a value of a type; NULL where it is none. Integers are never rounded. */
  parse(text: string, type: ScalarType): string
  cast(value: string, type: ColumnType): string
  /** As `cast`; NULL where the value does not fit. */
  tryCast(value: string, type: ColumnType): string
  /** A text without NUL characters and outer blanks. */
  trimmed(text: string): string
  /** As `trimmed`; NULL where nothing is left. */
  clean(text: string): string
  /** In capitals, letter by letter: one that would become two stays. */
  upper(text: string): string
  /** In small letters, letter by letter. */
  lower(text: string): string
  /** The part after the last slash, without a query string: `gid://shop/Order/7?x=1` => `7`. */
  lastSegment(text: string): string
  matches(text: string, pattern: string): string
  /** What the first group of a pattern finds, the first time; NULL where that is nothing. */
  extract(text: string, pattern: string): string
  /** A text without its percent signs; one that is not well encoded stays as it is. */
  urlDecode(text: string): string
  replaceAll(text: string, pattern: string, replacement: string): string
  sha256(text: string): string
  /** Lower case without accents, for comparing what people typed; other alphabets stay. */
  plain(text: string): string
  /** How many letters must be put in, taken out or changed to make one plain text another. */
  editDistance(a: string, b: string): string
  /** Days from one date to another, never negative. */
  daysBetween(a: string, b: string): string

  /** A field of a struct. */
  field(struct: string, name: string): string
  struct(fields: Readonly<Record<string, string>>): string
  list(items: readonly string[]): string
  /** Each item of a list mapped; `position` counts from 0. A NULL list stays NULL. */
  mapList(list: string, map: (item: string, position: string) => string): string
  /** Whether a condition on `item` is so of an item of a list; a NULL list has none. */
  someItem(list: string, condition: string): string
  /** A list of lists as one. */
  flatten(list: string): string
  /** The items that are not NULL. */
  withoutNulls(list: string): string
  length(list: string): string
  /** In a SELECT list: one row an item. */
  explode(list: string): string
  /** A text cut at each of these signs. */
  split(text: string, sign: string): string

  /** Aggregate: the value of the row with the greatest `by`, of those where `told` (the value itself) is not NULL. */
  latestValue(value: string, by: string, told?: string): string
  /** Aggregate: the distinct values, sorted; an empty list where there are none. */
  distinctList(value: string): string
  /** A decimal sum divided by a count, rounded half away from zero to two digits, exactly. */
  average(sum: string, count: string): string
  /**
   * A decimal(18,2) times a decimal(18,10), exactly, then rounded half away from zero to a
   * decimal(18,2); NULL where it does not fit.
   */
  exchange(amount: string, rate: string): string
}
