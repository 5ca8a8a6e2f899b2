/**
 * A value computed from a raw record or from a row, as data: a dialect turns it into its engine's
 * SQL. Every expression gives text (or a list of texts); the column's type reads it.
 */
export type Expression =
  | FieldExpression
  | ColumnExpression
  | { readonly kind: 'nothing' }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'firstOf'; readonly choices: readonly Expression[] }
  | { readonly kind: 'lastSegment'; readonly of: Expression }
  | { readonly kind: 'upperCase'; readonly of: Expression }
  | { readonly kind: 'lowerCase'; readonly of: Expression }
  | { readonly kind: 'beginning'; readonly of: Expression; readonly length: number }
  | { readonly kind: 'extract'; readonly of: Expression; readonly pattern: string }
  | { readonly kind: 'urlDecoded'; readonly of: Expression }
  | { readonly kind: 'joined'; readonly parts: readonly Expression[]; readonly separator: string }
  | { readonly kind: 'day'; readonly of: ColumnExpression }
  | { readonly kind: 'exchanged'; readonly of: Expression; readonly rate: Expression }
  | { readonly kind: 'lookUp'; readonly of: Expression; readonly lookup: Lookup }
  | {
      readonly kind: 'choose'
      readonly cases: readonly { readonly when: Condition; readonly gives: Expression }[]
      readonly otherwise?: Expression
    }

/** What may be so of a value; what is not known is not so. */
export type Condition =
  | { readonly kind: 'isThere'; readonly of: Expression }
  | { readonly kind: 'isOneOf'; readonly of: Expression; readonly values: readonly string[] }
  | { readonly kind: 'matches'; readonly of: Expression; readonly pattern: string }
  | { readonly kind: 'isAtLeast'; readonly of: Expression; readonly number: number }

/** A field of the record, or of an item of a list within it. */
export interface FieldExpression {
  readonly kind: 'field'
  readonly of: 'record' | 'item'
  readonly path: readonly string[]
}

/** A column of the row that a step works on. */
export interface ColumnExpression {
  readonly kind: 'column'
  readonly name: string
}

/** Texts by texts: what a step looks values up in. */
export interface Lookup {
  /** Lower case with underscores; the engines know it as `lookup_NAME`. */
  readonly name: string
  /** Neither keys nor values may hold a tab or a line break. */
  readonly entries: ReadonlyMap<string, string>
  /** Whether entries are added all the time: that is no change of the model. @default false */
  readonly grows?: true
}

/** Never anything. */
export const nothing: Expression = { kind: 'nothing' }

/** Always this text. */
export const literal = (value: string): Expression => ({ kind: 'literal', value })

/** The first of these that is there. */
export const firstOf = (...choices: readonly [Expression, ...Expression[]]): Expression => ({
  kind: 'firstOf',
  choices,
})

/** What follows the last slash: `gid://shopify/Order/1001` => `1001`. */
export const lastSegment = (of: Expression): Expression => ({ kind: 'lastSegment', of })

/** In capital letters: `de` => `DE`. */
export const upperCase = (of: Expression): Expression => ({ kind: 'upperCase', of })

/** In small letters: `ORDER` => `order`. */
export const lowerCase = (of: Expression): Expression => ({ kind: 'lowerCase', of })

/** At most so many characters from the start: `+4930123`, 3 => `+49`. */
export const beginning = (of: Expression, length: number): Expression => ({
  kind: 'beginning',
  of,
  length,
})

/**
 * What the first group of a regular expression finds, the first time it does; nothing where it finds
 * none. Patterns use what RE2 and Java have in common; a backslash is written as `[.]`.
 *
 * @example extract(row.email, '@(.+)$') // ann@shop.eu => shop.eu
 */
export const extract = (of: Expression, pattern: string): Expression => ({
  kind: 'extract',
  of,
  pattern,
})

/**
 * A parameter of an address in the web, decoded.
 *
 * @example parameter(row.landing_page, 'utm_source') // https://shop.eu/?utm_source=a%26b => a&b
 */
export const parameter = (of: Expression, name: string): Expression => ({
  kind: 'urlDecoded',
  of: extract(of, `(?i)[?&]${name}=([^&#]*)`),
})

/** The parts one after the other; nothing where one of them is not there. */
export const joined = (parts: readonly Expression[], separator = ''): Expression => ({
  kind: 'joined',
  parts,
  separator,
})

/** The day of a time, in UTC: `2026-11-23`. */
export const day = (of: ColumnExpression): Expression => ({ kind: 'day', of })

/** An amount times a rate, exactly, then rounded half away from zero to two digits. */
export const exchanged = (amount: Expression, rate: Expression): Expression => ({
  kind: 'exchanged',
  of: amount,
  rate,
})

/** What a table has under this key. */
export const lookUp = (of: Expression, lookup: Lookup): Expression => ({
  kind: 'lookUp',
  of,
  lookup,
})

/**
 * The first choice whose condition is so.
 *
 * @example
 * choose([{ when: isAtLeast(row.total_spent, 1000), gives: literal('vip') }], literal('regular'))
 */
export const choose = (
  cases: readonly { readonly when: Condition; readonly gives: Expression }[],
  otherwise?: Expression,
): Expression => ({ kind: 'choose', cases, ...(otherwise === undefined ? {} : { otherwise }) })

export const isThere = (of: Expression): Condition => ({ kind: 'isThere', of })

export const isOneOf = (of: Expression, values: readonly string[]): Condition => ({
  kind: 'isOneOf',
  of,
  values,
})

/** Whether a regular expression finds anything; see `extract`. */
export const matches = (of: Expression, pattern: string): Condition => ({
  kind: 'matches',
  of,
  pattern,
})

/** Whether it is a number, and this one or greater. */
export const isAtLeast = (of: Expression, number: number): Condition => ({
  kind: 'isAtLeast',
  of,
  number,
})

/** The expressions that an expression is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'field':
    case 'column':
    case 'nothing':
    case 'literal':
      return []
    case 'firstOf':
      return expression.choices
    case 'joined':
      return expression.parts
    case 'exchanged':
      return [expression.of, expression.rate]
    case 'choose':
      return [
        ...expression.cases.flatMap(({ when, gives }) => [when.of, gives]),
        ...(expression.otherwise === undefined ? [] : [expression.otherwise]),
      ]
    default:
      return [expression.of]
  }
}

/** The raw fields that an expression reads, as paths for a person: `customer.id`. */
export const fieldPaths = (expression: Expression): string[] =>
  expression.kind === 'field'
    ? [expression.path.join('.')]
    : partsOf(expression).flatMap(fieldPaths)

/** The tables that an expression looks things up in, each once. */
export const lookupsOf = (expressions: readonly Expression[]): Lookup[] => [
  ...new Map(
    expressions
      .flatMap((one) => [
        ...(one.kind === 'lookUp' ? [one.lookup] : []),
        ...lookupsOf(partsOf(one)),
      ])
      .map((lookup) => [lookup.name, lookup]),
  ).values(),
]
