import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { compareValue, comparisonKind, type Operand } from './comparison.ts'

/** Whether a record is wanted. */
export type Predicate = (row: Row) => boolean

/**
 * Makes a predicate of a comparison: of what a record holds, with what stands in the query.
 *
 * @param operands One, but for IN and NOT IN.
 */
export function compareWith(
  field: Field,
  read: (row: Row) => Value,
  operator: string,
  operands: readonly Operand[],
): Predicate {
  const kind = comparisonKind(field)
  const [operand = null] = operands
  // A checkbox that was never set is not checked; of everything else, nothing is nothing.
  const missing = kind === 'boolean' ? false : null
  const present = (row: Row): Value => {
    const value = read(row)
    return value === '' && kind === 'text' ? null : (value ?? missing)
  }
  const equals = (value: Value, wanted: Operand) =>
    value === null || wanted === null ? value === wanted : compareValue(kind, value, wanted) === 0
  const ordered = (test: (difference: number) => boolean) => (row: Row) => {
    const value = present(row)
    return value !== null && operand !== null && test(compareValue(kind, value, operand))
  }
  switch (operator) {
    case '=':
      return (row) => equals(present(row), operand)
    case '!=':
    case '<>':
      return (row) => !equals(present(row), operand)
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

function among(
  kind: string,
  operands: readonly Operand[],
  present: (row: Row) => Value,
  equals: Equals,
): Predicate {
  if (kind === 'id') {
    const wanted = new Set<Value>(operands as readonly Value[])
    return (row) => wanted.has(present(row))
  }
  return (row) => {
    const value = present(row)
    return operands.some((operand) => equals(value, operand))
  }
}

function notAmong(
  kind: string,
  operands: readonly Operand[],
  present: (row: Row) => Value,
  equals: Equals,
): Predicate {
  const isAmong = among(kind, operands, present, equals)
  return (row) => !isAmong(row)
}
