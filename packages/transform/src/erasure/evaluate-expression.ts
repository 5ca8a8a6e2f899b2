import type { Expression } from '../model/expression.ts'

/**
 * The value of a mapping's expression for one record, outside of an engine. It serves to find people in
 * raw records one at a time; what only steps use is not known here.
 *
 * @param record parsed JSON.
 */
export function evaluateExpression(expression: Expression, record: unknown): string | undefined {
  const evaluate = (inner: Expression) => evaluateExpression(inner, record)
  switch (expression.kind) {
    case 'field':
      return textOf(
        expression.path.reduce<unknown>(
          (value, name) =>
            isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
          record,
        ),
      )
    case 'literal':
      return expression.value
    case 'firstOf':
      return first(expression.choices, evaluate)
    case 'lastSegment':
      return /([^/?]+)([?].*)?$/.exec(evaluate(expression.of) ?? '')?.[1]
    case 'upperCase':
      return evaluate(expression.of)?.toUpperCase()
    case 'lowerCase':
      return evaluate(expression.of)?.toLowerCase()
    case 'choose': {
      const chosen = expression.cases.find(
        ({ when }) => when.kind === 'isOneOf' && when.values.includes(evaluate(when.of) ?? ''),
      )
      const value = chosen?.gives ?? expression.otherwise
      return value && evaluate(value)
    }
    default:
      return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).trim() || undefined
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
