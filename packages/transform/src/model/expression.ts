/**
 * A value computed from a raw record, as data: a dialect turns it into its engine's SQL. Every
 * expression gives text (or a list of texts); the canonical column's type reads it.
 */
export type Expression =
  | FieldExpression
  | { readonly kind: 'firstOf'; readonly choices: readonly Expression[] }
  | { readonly kind: 'lastSegment'; readonly of: Expression }
  | { readonly kind: 'upperCase'; readonly of: Expression }

/** The first of these that is there. */
export const firstOf = (...choices: readonly [Expression, ...Expression[]]): Expression => ({
  kind: 'firstOf',
  choices,
})

/** What follows the last slash: `gid://shopify/Order/1001` => `1001`. */
export const lastSegment = (of: Expression): Expression => ({ kind: 'lastSegment', of })

/** In capital letters: `de` => `DE`. */
export const upperCase = (of: Expression): Expression => ({ kind: 'upperCase', of })

/** The raw fields that an expression reads, as paths for a person: `customer.id`. */
export function fieldPaths(expression: Expression): string[] {
  switch (expression.kind) {
    case 'field':
      return [expression.path.join('.')]
    case 'firstOf':
      return expression.choices.flatMap(fieldPaths)
    default:
      return fieldPaths(expression.of)
  }
}

/** A field of the record, or of an item of a list within it. */
export interface FieldExpression {
  readonly kind: 'field'
  readonly of: 'record' | 'item'
  readonly path: readonly string[]
}
