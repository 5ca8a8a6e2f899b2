import type { Comparator, SearchTerm } from './parse-search.ts'
import type { ParsedSearch, SearchWarning } from './report.ts'
import type { SearchField, SearchFields } from './search-field.ts'
import { parseSearchTime } from './zoned-time.ts'

/** Where and when a search runs: dates without an offset are the shop's. */
export interface SearchSettings {
  readonly zone: string
  readonly now: number
}

type Test<R> = (row: R) => boolean

interface MatchedTerm<R> {
  readonly matches: Test<R> | undefined
  readonly parsed: ParsedSearch
}

/** How `parsed` names a comparison. */
const parsedNames: Readonly<Record<Comparator, string>> = {
  '=': 'match_all',
  '<': 'range_lt',
  '<=': 'range_lte',
  '>': 'range_gt',
  '>=': 'range_gte',
  exists: 'exists',
}

/** Makes a filter of one condition, or none where its field cannot be searched. */
export function matchTerm<R>(
  term: SearchTerm,
  { fields, otherField, text }: SearchFields<R>,
  settings: SearchSettings,
  warnings: SearchWarning[],
): MatchedTerm<R> {
  const parsedAs = (value: string): ParsedSearch => ({
    ...(term.field === null ? {} : { field: term.field }),
    [parsedNames[term.comparator]]: term.comparator === 'exists' ? true : value,
  })
  if (term.field === null && text === undefined) {
    warnings.push({
      field: '',
      message: 'Input must use named search fields in this query.',
      code: 'missing_named_field',
    })
    return { matches: undefined, parsed: parsedAs(term.value) }
  }
  if (term.field === null) {
    return { matches: textTest(term.value, text ?? (() => '')), parsed: parsedAs(term.value) }
  }
  const field = Object.hasOwn(fields, term.field) ? fields[term.field] : otherField?.(term.field)
  if (field === undefined) {
    warnings.push({
      field: term.field,
      message: 'Invalid search field for this query.',
      code: 'invalid_field',
    })
    return { matches: undefined, parsed: parsedAs(term.value) }
  }
  if (term.comparator === 'exists') {
    return { matches: (row) => listOf<unknown>(field.of(row)).length > 0, parsed: parsedAs('') }
  }
  const matched = compare(term, field, settings)
  if (matched === undefined) {
    warnings.push({
      field: term.field,
      message: `Input \`${term.value}\` is not an accepted value.`,
      code: 'invalid_value',
    })
    return { matches: () => false, parsed: parsedAs(term.value) }
  }
  return { matches: matched.test, parsed: parsedAs(matched.shown ?? term.value) }
}

/** The test of a condition, or undefined where its value is none that the field could have. */
function compare<R>(
  term: SearchTerm,
  field: SearchField<R>,
  settings: SearchSettings,
): { test: Test<R>; shown?: string } | undefined {
  const choices = term.value.split(',').map((choice) => choice.trim().toLowerCase())
  switch (field.type) {
    case 'time': {
      const time = parseSearchTime(term.value, term.quoted, settings.zone, settings.now)
      if (time === undefined) return undefined
      const test: Test<R> =
        term.comparator === '='
          ? (row) => listOf(field.of(row)).some((at) => at >= time.from && at < time.until)
          : (row) => listOf(field.of(row)).some((at) => ordered(at, term.comparator, time.from))
      return { test, shown: time.text }
    }
    case 'id':
    case 'integer':
    case 'money': {
      const number = Number(/(\d[\d.]*|-\d[\d.]*)$/.exec(term.value)?.[0] ?? Number.NaN)
      if (Number.isNaN(number)) return undefined
      const operand = field.type === 'money' ? Math.round(number * 100) : number
      return {
        test: (row) =>
          listOf(field.of(row)).some((value) => ordered(value, term.comparator, operand)),
      }
    }
    case 'boolean': {
      if (!/^(true|false)$/i.test(term.value)) return undefined
      const wanted = term.value.toLowerCase() === 'true'
      return { test: (row) => field.of(row) === wanted }
    }
    case 'text':
      return { test: (row) => listOf(field.of(row)).some((value) => hasWords(value, term.value)) }
    case 'keyword':
      return {
        test: (row) =>
          listOf(field.of(row)).some((value) =>
            choices.some((choice) => matchesWhole(value.toLowerCase(), choice)),
          ) !== (field.excluding ?? false),
      }
    case 'enumeration': {
      if (!choices.every((choice) => field.values.includes(choice))) return undefined
      return { test: (row) => field.of(row).some((value) => choices.includes(value)) }
    }
  }
}

/** All values that a record has in a field, none where it has none. */
function listOf<V>(value: V | readonly V[] | null): readonly V[] {
  if (value === null) return []
  return Array.isArray(value) ? value : [value as V]
}

function ordered(value: number, comparator: Comparator, operand: number): boolean {
  switch (comparator) {
    case '<':
      return value < operand
    case '<=':
      return value <= operand
    case '>':
      return value > operand
    case '>=':
      return value >= operand
    default:
      return value === operand
  }
}

function matchesWhole(value: string, choice: string): boolean {
  return choice.endsWith('*') ? value.startsWith(choice.slice(0, -1)) : value === choice
}

function textTest<R>(wanted: string, text: (row: R) => string): Test<R> {
  return (row) => hasWords(text(row), wanted)
}

/** Whether every word that is wanted stands in a text. */
function hasWords(text: string, wanted: string): boolean {
  const words = wordsOf(text)
  return wordsOf(wanted).every((word) => words.some((candidate) => matchesWhole(candidate, word)))
}

/** Words are parted by white space and by what is neither a letter, a digit nor a wildcard. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}*]+/gu) ?? []
}
