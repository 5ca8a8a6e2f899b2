import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { compareValue, comparisonKind, type Operand } from './comparison.ts'

/** Whether a record is wanted; or a group of them. */
export type Predicate<T = Row> = (of: T) => boolean

/**
 * Makes a predicate of a comparison: of what a record or a group holds, with what stands in the query.
 *
 * @param operands One, but for IN and NOT IN.
 */
export function compareWith<T>(
  field: Field,
  read: (of: T) => Value,
  operator: string,
  operands: readonly Operand[],
): Predicate<T> {
  const kind = comparisonKind(field)
  const [operand = null] = operands
  // A checkbox that was never set is not checked; of everything else, nothing is nothing.
  const missing = kind === 'boolean' ? false : null
  const present = (of: T): Value => {
    const value = read(of)
    return value === '' && kind === 'text' ? null : (value ?? missing)
  }
  const equals = (value: Value, wanted: Operand) =>
    value === null || wanted === null ? value === wanted : compareValue(kind, value, wanted) === 0
  const ordered = (test: (difference: number) => boolean) => (of: T) => {
    const value = present(of)
    return value !== null && operand !== null && test(compareValue(kind, value, operand))
  }
  switch (operator) {
    case '=':
      return (of) => equals(present(of), operand)
    case '!=':
    case '<>':
      return (of) => !equals(present(of), operand)
    case '<':
      return ordered((difference) => difference < 0)
    case '<=':
      return ordered((difference) => difference <= 0)
    case '>':
      return ordered((difference) => difference > 0)
    case '>=':
      return ordered((difference) => difference >= 0)
    case 'NOT IN':
      return notAmong(kind, operands, present, equals)
    default:
      return among(kind, operands, present, equals)
  }
}

type Equals = (value: Value, wanted: Operand) => boolean

function among<T>(
  kind: string,
  operands: readonly Operand[],
  present: (of: T) => Value,
  equals: Equals,
): Predicate<T> {
  if (kind === 'id') {
    const wanted = new Set<Value>(operands as readonly Value[])
    return (of) => wanted.has(present(of))
  }
  return (of) => {
    const value = present(of)
    return operands.some((operand) => equals(value, operand))
  }
}

function notAmong<T>(
  kind: string,
  operands: readonly Operand[],
  present: (of: T) => Value,
  equals: Equals,
): Predicate<T> {
  const isAmong = among(kind, operands, present, equals)
  return (of) => !isAmong(of)
}
