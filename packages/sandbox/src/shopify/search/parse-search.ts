/** How a value is compared: `field:value` is `=`, `field:*` asks whether there is any value. */
export type Comparator = '=' | '<' | '<=' | '>' | '>=' | 'exists'

/** One condition of a search. Without a field it looks through the default fields. */
export interface SearchTerm {
  readonly kind: 'term'
  readonly field: string | null
  readonly comparator: Comparator
  readonly value: string
  readonly quoted: boolean
}

/** A search as a tree. */
export type SearchNode =
  | SearchTerm
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly SearchNode[] }
  | { readonly kind: 'not'; readonly node: SearchNode }

type Token = SearchTerm | { readonly kind: 'AND' | 'OR' | 'NOT' | '(' | ')' }

const connective = /(AND|OR|NOT)(?=[\s()]|$)/y
const fieldName = /([A-Za-z0-9_][\w.$-]*):\s*/y
const comparison = /(<=|>=|<|>)\s*/y
const quotedValue = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y
// An unquoted value ends at a colon as well: this is how an unquoted datetime loses its time.
const bareValue = /(?:[^\s():\\]|\\.)+/y

/**
 * Reads the text of a `query:` argument into a tree, or undefined where it asks for nothing
 * (https://shopify.dev/docs/api/usage/search-syntax). It never fails: like the real one, it makes
 * what it can of any text. An unquoted value ends at its first colon, and what follows becomes
 * another condition.
 *
 * @example
 * parseSearch("updated_at:>='2026-09-25T02:45:22Z' AND NOT status:cancelled")
 */
export function parseSearch(text: string): SearchNode | undefined {
  const tokens = tokenize(text)
  let position = 0

  function parseOr(): SearchNode | undefined {
    const nodes = [parseAnd()]
    while (tokens[position]?.kind === 'OR') {
      position++
      nodes.push(parseAnd())
    }
    return combine('or', nodes)
  }

  function parseAnd(): SearchNode | undefined {
    const nodes: (SearchNode | undefined)[] = []
    for (let token = tokens[position]; token !== undefined; token = tokens[position]) {
      if (token.kind === 'OR' || token.kind === ')') break
      if (token.kind === 'AND') position++
      else nodes.push(parseUnary())
    }
    return combine('and', nodes)
  }

  function parseUnary(): SearchNode | undefined {
    const token = tokens[position++]
    if (token === undefined || token.kind === 'term') return token
    if (token.kind === 'NOT') {
      const node = parseUnary()
      return node && { kind: 'not', node }
    }
    if (token.kind === '(') {
      const node = parseOr()
      if (tokens[position]?.kind === ')') position++
      return node
    }
    return undefined
  }

  const nodes: (SearchNode | undefined)[] = []
  while (position < tokens.length) {
    nodes.push(parseOr())
    // A closing parenthesis that nothing opened is passed over.
    if (tokens[position]?.kind === ')') position++
  }
  return combine('and', nodes)
}

function combine(
  kind: 'and' | 'or',
  candidates: readonly (SearchNode | undefined)[],
): SearchNode | undefined {
  const nodes = candidates.filter((node) => node !== undefined)
  return nodes.length > 1 ? { kind, nodes } : nodes[0]
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) at = pattern.lastIndex
    return match
  }
  const takeValue = (): { value: string; quoted: boolean } => {
    const quoted = take(quotedValue)
    if (quoted !== null) {
      return { value: withoutEscapes(quoted[1] ?? (quoted[2] as string)), quoted: true }
    }
    return { value: withoutEscapes(take(bareValue)?.[0] ?? ''), quoted: false }
  }
  while (at < text.length) {
    const character = text[at] as string
    const word = take(connective)
    if (word !== null) {
      tokens.push({ kind: word[1] as 'AND' | 'OR' | 'NOT' })
    } else if (character === '(' || character === ')') {
      tokens.push({ kind: character })
      at++
    } else if (character === '-' && /\S/.test(text[at + 1] ?? ' ')) {
      tokens.push({ kind: 'NOT' })
      at++
    } else if (/[\s:\\]/.test(character)) {
      at++
    } else {
      const field = take(fieldName)?.[1] ?? null
      const comparator = field === null ? '=' : ((take(comparison)?.[1] ?? '=') as Comparator)
      const { value, quoted } = takeValue()
      if (field === null && value === '') at++
      else if (field !== null && value === '*' && !quoted) {
        tokens.push({ kind: 'term', field, comparator: 'exists', value: '', quoted })
      } else tokens.push({ kind: 'term', field, comparator, value, quoted })
    }
  }
  return tokens
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
