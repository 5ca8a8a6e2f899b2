import type { Field, FieldType } from '../schema/field.ts'
import { longId } from '../store/record-id.ts'
import type { Value } from '../store/row.ts'
import { dateLiteralSpan, type Span } from './date-literal.ts'
import { compareDecimals } from './decimal.ts'
import { unquote } from './literal.ts'

/** How the values of a field compare. */
export type ComparisonKind = 'boolean' | 'date' | 'datetime' | 'id' | 'number' | 'text'

const kinds: Partial<Record<FieldType, ComparisonKind>> = {
  boolean: 'boolean',
  currency: 'number',
  date: 'date',
  datetime: 'datetime',
  double: 'number',
  id: 'id',
  int: 'number',
  percent: 'number',
  reference: 'id',
}

export const comparisonKind = ({ type }: Field): ComparisonKind => kinds[type] ?? 'text'

/** What a literal is called when it was to be something else. */
const literalNames: Readonly<Record<ComparisonKind, string>> = {
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  id: 'ID',
  number: 'double',
  text: 'string',
}

/** The literals that a field can be held against, by how the parser calls them. */
const accepted: Readonly<Record<ComparisonKind, RegExp>> = {
  boolean: /^BOOLEAN$/,
  date: /^(DATE|DATE_LITERAL|DATE_N_LITERAL)$/,
  datetime: /^(DATETIME|DATE_LITERAL|DATE_N_LITERAL)$/,
  id: /^STRING$/,
  number: /^(INTEGER|DECIMAL)/,
  text: /^STRING$/,
}

/** A literal that does not go with its field. */
export class WrongLiteral extends Error {
  constructor(field: Field, kind: ComparisonKind) {
    const name = field.type === 'int' ? 'int' : literalNames[kind]
    const quotes = kind === 'text' || kind === 'id' ? 'should be' : 'should not be'
    super(
      `value of filter criterion for field '${field.name}' must be of type ${name} and ${quotes} enclosed in quotes`,
    )
  }
}

/** A literal as values are held against it: a stretch of time for dates that stand for one. */
export type Operand = string | number | boolean | null | Span

/**
 * What a literal means to a field.
 *
 * @throws WrongLiteral
 */
export function operandOf(
  field: Field,
  literal: string,
  literalType: string | undefined,
  now: number,
): Operand {
  if (literalType === 'NULL') return null
  const kind = comparisonKind(field)
  if (literalType === undefined || !accepted[kind].test(literalType))
    throw new WrongLiteral(field, kind)
  if (kind === 'boolean') return literal.toUpperCase() === 'TRUE'
  if (kind === 'number') return literal.replace(/^[A-Z]{3}/i, '')
  // Empty text is no text.
  if (kind === 'text') return unquote(literal) || null
  if (kind === 'id') return longId(unquote(literal)) || null
  const span = dateLiteralSpan(literal, now)
  if (kind === 'datetime') {
    if (span !== undefined) return span
    const moment = Date.parse(literal.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    if (Number.isNaN(moment)) throw new WrongLiteral(field, kind)
    return moment
  }
  if (span === undefined) return literal
  return { start: Date.parse(isoDay(span.start)), end: span.end }
}

const isoDay = (moment: number) => new Date(moment).toISOString().slice(0, 10)

/**
 * Compares a value that is there with an operand that is: negative where it is less. Text compares
 * without its capitals, ids with them.
 */
export function compareValue(kind: ComparisonKind, value: Value, operand: Operand): number {
  switch (kind) {
    case 'boolean':
      return Number(value) - Number(operand)
    case 'number':
      return compareDecimals(String(value), String(operand))
    case 'id':
      return compareText(String(value), String(operand))
    case 'text':
      return compareText(String(value).toLowerCase(), String(operand).toLowerCase())
    case 'datetime':
      return compareMoment(value as number, operand)
    case 'date':
      return typeof operand === 'string'
        ? compareText(String(value), operand)
        : compareMoment(Date.parse(String(value)), operand)
  }
}

const compareText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** A moment within a stretch of time equals it. */
function compareMoment(value: number, operand: Operand): number {
  if (typeof operand === 'number') return value - operand
  const { start, end } = operand as Span
  return value < start ? -1 : value >= end ? 1 : 0
}
