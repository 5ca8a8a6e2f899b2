import type { Expression, FieldExpression } from '../model/expression.ts'
import type { ExpressionScope } from './compile-expression.ts'

/** The raw fields that expressions read, each once. */
export interface ReadOnce {
  /** In the order in which they were met. */
  readonly fields: readonly FieldExpression[]
  /** Compiles expressions by what was read. */
  readonly scope: ExpressionScope
}

/**
 * A scope in which raw fields are told by what a projection before has made of them, so that a field
 * that stands in many places is cleaned once, and statements stay short: they are planned each time.
 *
 * @param read SQL for the field that stands at this place of `fields`; NULL where it is blank.
 */
export function readOnce(read: (index: number) => string): ReadOnce {
  const fields: FieldExpression[] = []
  const known = (expression: Expression) => {
    if (expression.kind !== 'field') return undefined
    const index = fields.findIndex((field) => isSame(field, expression))
    return read(index < 0 ? fields.push(expression) - 1 : index)
  }
  return { fields, scope: { known } }
}

const isSame = (a: FieldExpression, b: FieldExpression) =>
  a.of === b.of && JSON.stringify(a.path) === JSON.stringify(b.path)
