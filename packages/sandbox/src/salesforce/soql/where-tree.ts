import type { Condition, HavingClause, ValueQueryCondition, WhereClause } from './parse-soql.ts'

/** One comparison. */
export type Leaf = Condition | ValueQueryCondition

/** The conditions of a query as they nest. */
export type WhereTree =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'not'; readonly of: WhereTree }
  | { readonly kind: 'and' | 'or'; readonly of: readonly WhereTree[] }

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | { readonly leaf: Leaf }

/** AND and OR side by side, without parentheses that say which comes first: SOQL refuses to guess. */
export class MixedOperators extends Error {
  readonly operator: string

  constructor(operator: string) {
    super(`unexpected token: '${operator}'`)
    this.operator = operator
  }
}

/**
 * Makes a tree of the chain that the parser gives, in which parentheses are only counted.
 *
 * @throws MixedOperators
 */
export function whereTree(clause: WhereClause | HavingClause): WhereTree {
  const tokens = [...tokensOf(clause)]
  let at = 0

  function group(): WhereTree {
    const parts = [operand()]
    let operator: 'AND' | 'OR' | undefined
    for (;;) {
      const token = tokens[at]
      if (token !== 'AND' && token !== 'OR') break
      if (operator !== undefined && token !== operator) throw new MixedOperators(token)
      operator = token
      at++
      parts.push(operand())
    }
    if (operator === undefined) return parts[0] as WhereTree
    return { kind: operator === 'AND' ? 'and' : 'or', of: parts }
  }

  function operand(): WhereTree {
    const token = tokens[at++]
    if (token === 'NOT') return { kind: 'not', of: operand() }
    if (token === '(') {
      const inner = group()
      at++
      return inner
    }
    return { kind: 'leaf', leaf: (token as { leaf: Leaf }).leaf }
  }

  return group()
}

function* tokensOf(start: WhereClause | HavingClause): Generator<Token> {
  for (let clause: WhereClause | HavingClause | undefined = start; clause !== undefined; ) {
    const { left } = clause as { left: (Leaf & { openParen?: number; closeParen?: number }) | null }
    if (left !== null) {
      for (let count = left.openParen ?? 0; count > 0; count--) yield '('
      if ('operator' in left) yield { leaf: left }
      for (let count = left.closeParen ?? 0; count > 0; count--) yield ')'
    }
    if (!('operator' in clause)) return
    yield clause.operator
    clause = clause.right
  }
}
