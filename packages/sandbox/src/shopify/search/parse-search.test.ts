import { expect, test } from 'vitest'
import { parseSearch, type SearchNode } from './parse-search.ts'

/** The tree in one line, which is easier to compare than to read as JSON. */
function show(node: SearchNode | undefined): string {
  if (node === undefined) return ''
  if (node.kind === 'not') return `NOT ${show(node.node)}`
  if (node.kind !== 'term') return `(${node.nodes.map(show).join(` ${node.kind} `)})`
  return `${node.field ?? 'any'} ${node.comparator} ${node.quoted ? `'${node.value}'` : node.value}`.trim()
}

test.each([
  ['', ''],
  ['   ', ''],
  ['snowboard', 'any = snowboard'],
  ['red snowboard', '(any = red and any = snowboard)'],
  ['"red snowboard"', "any = 'red snowboard'"],
  ['tag:vip', 'tag = vip'],
  ["tag:'very important'", "tag = 'very important'"],
  ["note:'it\\'s \\\\ here'", "note = 'it's \\ here'"],
  ['orders_count:>=5', 'orders_count >= 5'],
  ['orders_count: >= 5', 'orders_count >= 5'],
  ['price:<10.5 price:>2', '(price < 10.5 and price > 2)'],
  ['email:*', 'email exists'],
  ["email:'*'", "email = '*'"],
  ['a:1 AND b:2', '(a = 1 and b = 2)'],
  ['a:1 OR b:2 c:3', '(a = 1 or (b = 2 and c = 3))'],
  ['(a:1 OR b:2) c:3', '((a = 1 or b = 2) and c = 3)'],
  ['NOT a:1', 'NOT a = 1'],
  ['-a:1 b:2', '(NOT a = 1 and b = 2)'],
  ['NOT (a:1 OR b:2)', 'NOT (a = 1 or b = 2)'],
  ['ANDES NOTE ORDER', '(any = ANDES and any = NOTE and any = ORDER)'],
  ['(a:1', 'a = 1'],
  ['a:1) b:2', '(a = 1 and b = 2)'],
  ['AND OR NOT', ''],
  ['id:gid://shopify/Order/1', '(id = gid and any = //shopify/Order/1)'],
  [
    "updated_at:>='2026-09-25T02:45:22Z' AND updated_at:<'2026-10-01T00:00:00Z'",
    "(updated_at >= '2026-09-25T02:45:22Z' and updated_at < '2026-10-01T00:00:00Z')",
  ],
  // Without quotes the value ends at the first colon, and the rest is a condition of its own.
  ['updated_at:>=2026-01-01T00:00:00Z', '(updated_at >= 2026-01-01T00 and 00 = 00Z)'],
])('%s', (text, shown) => {
  expect(show(parseSearch(text))).toBe(shown)
})
