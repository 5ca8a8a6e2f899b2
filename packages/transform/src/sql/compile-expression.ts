import type { Condition, Expression, FieldExpression, Lookup } from '../model/expression.ts'
import type { Dialect } from './dialect.ts'

/** The SQL that an expression's values hang from. */
export interface ExpressionScope {
  /** The raw record. */
  readonly record?: string
  /** An item of a list within it. */
  readonly item?: string
  /** The row that a step works on: a column of it as text. */
  readonly column?: (name: string) => string
  /** The column as it is, for what is not text. */
  readonly typedColumn?: (name: string) => string
  /** Joins a table to look a key up in, and gives what is found. */
  readonly lookUp?: (lookup: Lookup, key: string) => string
  /** Where the value of an expression stands already, if it does. */
  readonly known?: (expression: Expression) => string | undefined
}

/** An expression as SQL that gives text, cleaned: blank is NULL, so that `firstOf` passes over it. */
export function compileExpression(
  expression: Expression,
  dialect: Dialect,
  scope: ExpressionScope,
): string {
  const compile = (inner: Expression) => compileExpression(inner, dialect, scope)
  const known = scope.known?.(expression)
  if (known !== undefined) return known
  switch (expression.kind) {
    case 'field':
      return dialect.clean(rawField(expression, dialect, scope))
    case 'column':
      return within(scope.column, expression.name)(expression.name)
    case 'nothing':
      return dialect.cast('NULL', 'string')
    case 'literal':
      return dialect.text(expression.value)
    case 'firstOf':
      return `coalesce(${expression.choices.map(compile).join(', ')})`
    case 'lastSegment':
      return dialect.lastSegment(compile(expression.of))
    case 'upperCase':
      return dialect.upper(compile(expression.of))
    case 'lowerCase':
      return dialect.lower(compile(expression.of))
    case 'beginning':
      return `substring(${compile(expression.of)}, 1, ${expression.length})`
    case 'extract':
      return dialect.extract(compile(expression.of), expression.pattern)
    case 'urlDecoded':
      return dialect.clean(dialect.urlDecode(compile(expression.of)))
    case 'joined':
      return `(${expression.parts.map(compile).join(` || ${dialect.text(expression.separator)} || `)})`
    case 'day': {
      const time = within(scope.typedColumn, expression.of.name)(expression.of.name)
      return dialect.cast(dialect.cast(time, 'date'), 'string')
    }
    case 'exchanged': {
      const amount = dialect.parse(compile(expression.of), 'decimal(18,2)')
      const rate = dialect.parse(compile(expression.rate), 'decimal(18,10)')
      return dialect.cast(dialect.exchange(amount, rate), 'string')
    }
    case 'lookUp':
      return within(scope.lookUp, expression.lookup.name)(expression.lookup, compile(expression.of))
    case 'choose': {
      const cases = expression.cases.map(
        ({ when, gives }) =>
          `WHEN ${compileCondition(when, dialect, scope)} THEN ${compile(gives)}`,
      )
      const otherwise =
        expression.otherwise === undefined ? '' : ` ELSE ${compile(expression.otherwise)}`
      return `CASE ${cases.join(' ')}${otherwise} END`
    }
  }
}

function compileCondition(condition: Condition, dialect: Dialect, scope: ExpressionScope): string {
  const value = compileExpression(condition.of, dialect, scope)
  switch (condition.kind) {
    case 'isThere':
      return `${value} IS NOT NULL`
    case 'isOneOf':
      return `${value} IN (${condition.values.map(dialect.text).join(', ')})`
    case 'matches':
      return dialect.matches(value, condition.pattern)
    case 'isAtLeast': {
      const number = dialect.text(String(condition.number))
      return `${dialect.parse(value, 'double')} >= ${dialect.parse(number, 'double')}`
    }
  }
}

/** What a scope has; an expression that asks for what it has not is a mistake of its author. */
function within<T>(part: T | undefined, name: string): T {
  if (part !== undefined) return part
  throw new Error(`${name} cannot be read here: steps read columns, mappings read fields`)
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
