import type { Expression, FieldExpression } from '../model/expression.ts'
import type { Dialect } from './dialect.ts'

/** The SQL that a field of the raw record, or of an item of a list within it, hangs from. */
export interface ExpressionScope {
  readonly record: string
  readonly item?: string
}

/** An expression as SQL that gives text, cleaned: blank is NULL, so that `firstOf` passes over it. */
export function compileExpression(
  expression: Expression,
  dialect: Dialect,
  scope: ExpressionScope,
): string {
  const compile = (inner: Expression) => compileExpression(inner, dialect, scope)
  switch (expression.kind) {
    case 'field':
      return dialect.clean(rawField(expression, dialect, scope))
    case 'firstOf':
      return `coalesce(${expression.choices.map(compile).join(', ')})`
    case 'lastSegment':
      return dialect.lastSegment(compile(expression.of))
    case 'upperCase':
      return dialect.upper(compile(expression.of))
  }
}

/** An expression that is a list of texts, as SQL: each cleaned, blank ones left out. */
export function compileTextList(
  expression: Expression,
  dialect: Dialect,
  scope: ExpressionScope,
): string {
  if (expression.kind !== 'field') throw new Error('only a field of the record can be a list')
  const list = rawField(expression, dialect, scope)
  return dialect.withoutNulls(dialect.mapList(list, (item) => dialect.clean(item)))
}

/** A field as it stands in the raw record, of whatever shape. */
export function rawField(field: FieldExpression, dialect: Dialect, scope: ExpressionScope): string {
  const root = scope[field.of]
  if (root === undefined) throw new Error(`${field.path.join('.')} is outside of its list`)
  return field.path.reduce((struct, name) => dialect.field(struct, name), root)
}
