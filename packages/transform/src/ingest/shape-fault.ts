import type { DeadLetterMessage } from '@descant/lake'
import { isList, isText, type RawShape } from '../model/raw-shape.ts'

/**
 * Where a record has another shape than its stream: the first place, or undefined where there is
 * none. Scalars may be anything, and anything may be null.
 *
 * @example
 * shapeFault({ customer: 'Ann' }, { customer: { id: 'text' } })
 * // { path: '/customer', keyword: 'type', message: 'must be object' }
 */
export function shapeFault(
  value: unknown,
  shape: RawShape,
  path = '',
): DeadLetterMessage | undefined {
  if (isText(shape) || value === null || value === undefined) return undefined
  const fault = (type: string) => ({ path, keyword: 'type', message: `must be ${type}` })
  if (isList(shape)) {
    if (!Array.isArray(value)) return fault('array')
    return first(value.entries(), ([index, item]) => shapeFault(item, shape[0], `${path}/${index}`))
  }
  if (typeof value !== 'object' || Array.isArray(value)) return fault('object')
  return first(Object.entries(shape), ([name, inner]) =>
    shapeFault((value as Record<string, unknown>)[name], inner, `${path}/${name}`),
  )
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
