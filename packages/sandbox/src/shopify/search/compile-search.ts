import { matchTerm, type SearchSettings } from './match-term.ts'
import { parseSearch, type SearchNode } from './parse-search.ts'
import type { ParsedSearch, SearchWarning } from './report.ts'
import type { SearchFields } from './search-field.ts'

/** A search that is ready to filter. */
export interface CompiledSearch<R> {
  readonly matches: (row: R) => boolean
  readonly parsed: ParsedSearch
  readonly warnings: readonly SearchWarning[]
}

/**
 * Makes a filter of the text of a `query:` argument. A condition on a field that cannot be searched
 * is left out, so that more is found than was asked for; only a warning tells.
 *
 * @example
 * compileSearch("tag:vip -email:*", customers, { zone: 'America/New_York', now }).matches(customer)
 */
export function compileSearch<R>(
  query: string,
  fields: SearchFields<R>,
  settings: SearchSettings,
): CompiledSearch<R> {
  const warnings: SearchWarning[] = []
  const root = parseSearch(query)
  const compiled = root && compileNode(root, fields, settings, warnings)
  return {
    matches: compiled?.matches ?? (() => true),
    parsed: compiled?.parsed ?? {},
    warnings,
  }
}

interface CompiledNode<R> {
  /** Undefined where the condition is ignored. */
  readonly matches: ((row: R) => boolean) | undefined
  readonly parsed: ParsedSearch
}

function compileNode<R>(
  node: SearchNode,
  fields: SearchFields<R>,
  settings: SearchSettings,
  warnings: SearchWarning[],
): CompiledNode<R> {
  if (node.kind === 'term') return matchTerm(node, fields, settings, warnings)
  if (node.kind === 'not') {
    const inner = compileNode(node.node, fields, settings, warnings)
    const { matches } = inner
    return {
      matches: matches && ((row) => !matches(row)),
      parsed: { not: inner.parsed },
    }
  }
  const inner = node.nodes.map((child) => compileNode(child, fields, settings, warnings))
  const tests = inner.map((child) => child.matches).filter((test) => test !== undefined)
  const parsed = { [node.kind]: inner.map((child) => child.parsed) }
  if (tests.length === 0) return { matches: undefined, parsed }
  return {
    matches:
      node.kind === 'and'
        ? (row) => tests.every((test) => test(row))
        : (row) => tests.some((test) => test(row)),
    parsed,
  }
}
