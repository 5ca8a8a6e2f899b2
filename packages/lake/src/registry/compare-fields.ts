import type { SchemaField } from './schema-field.ts'

/** How the values that a field allows have changed. Both can be true: then some went and some came. */
export interface FieldComparison {
  /** Values that were allowed no longer are. */
  readonly isNarrowed: boolean
  /** Values are allowed that were not. */
  readonly isWidened: boolean
}

/** Bounds whose growth lets more through; of the others, growth lets less through. */
const upperBounds = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'])

/** Compares what two schemas say of one field. */
export function compareFields(before: SchemaField, after: SchemaField): FieldComparison {
  const comparisons = [
    compareTypes(before.types, after.types),
    compareSets(emptyIsAll(before.formats), emptyIsAll(after.formats)),
    compareSets(before.values, after.values),
    {
      isNarrowed: !before.isRequired && after.isRequired,
      isWidened: before.isRequired && !after.isRequired,
    },
    {
      isNarrowed: !before.isClosed && after.isClosed,
      isWidened: before.isClosed && !after.isClosed,
    },
    ...[...new Set([...Object.keys(before.bounds), ...Object.keys(after.bounds)])].map((keyword) =>
      compareBounds(keyword, before.bounds[keyword], after.bounds[keyword]),
    ),
  ]
  return {
    isNarrowed: comparisons.some(({ isNarrowed }) => isNarrowed),
    isWidened: comparisons.some(({ isWidened }) => isWidened),
  }
}

const emptyIsAll = (set: readonly string[]) => (set.length === 0 ? undefined : set)

/** Every integer is a number. */
function compareTypes(before: readonly string[], after: readonly string[]): FieldComparison {
  const holds = (types: readonly string[], type: string) =>
    types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  const isWithin = (types: readonly string[], others: readonly string[]) =>
    types.length === 0 ? others.length === 0 : types.every((type) => holds(others, type))
  return { isNarrowed: !isWithin(before, after), isWidened: !isWithin(after, before) }
}

/** Undefined is the set of everything. */
function compareSets(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): FieldComparison {
  const isWithin = (one: typeof before, other: typeof before) =>
    other === undefined || one?.every((value) => other.includes(value))
  return { isNarrowed: !isWithin(before, after), isWidened: !isWithin(after, before) }
}

type Bound = number | string | undefined

function compareBounds(keyword: string, before: Bound, after: Bound): FieldComparison {
  if (before === after) return { isNarrowed: false, isWidened: false }
  if (before === undefined) return { isNarrowed: true, isWidened: false }
  if (after === undefined) return { isNarrowed: false, isWidened: true }
  if (typeof before === 'string' || typeof after === 'string') {
    return { isNarrowed: true, isWidened: true }
  }
  const isWidened = after > before === upperBounds.has(keyword)
  return { isNarrowed: !isWidened, isWidened }
}
