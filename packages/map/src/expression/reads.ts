/** A part of an expression, as the parser gives it. */
export interface ExpressionNode {
  readonly op: string
  readonly args: unknown
}

/** What an expression looks at. */
export interface Reads {
  /** The fields, each as the names on the way to it. */
  readonly fields: readonly (readonly string[])[]
  /** Words of the language that stand alone, where a person may have meant a field. */
  readonly words: readonly string[]
}

/** The name by which expressions see the whole record. */
export const wholeRecord = 'record'

const isNode = (value: unknown): value is ExpressionNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value

const nodesIn = (value: unknown): readonly ExpressionNode[] =>
  isNode(value) ? [value] : Array.isArray(value) ? value.flatMap(nodesIn) : []

const binders = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** The name that a macro gives to each item, or to a value: `t` in `tags.exists(t, …)`. */
const boundIn = ({ op, args }: ExpressionNode): string | undefined => {
  if (op !== 'rcall') return undefined
  const [method, receiver, [first] = []] = args as [string, ExpressionNode, ExpressionNode[]]
  const binds = binders.has(method) || (method === 'bind' && receiver.args === 'cel')
  return binds && first?.op === 'id' ? (first.args as string) : undefined
}

/** The names from a root identifier down: `record.customer.id`, `record["customer"].id`. */
const chainOf = (node: ExpressionNode): readonly string[] | undefined => {
  if (node.op === 'id') return [node.args as string]
  if (!['.', '.?', '[]', '[?]'].includes(node.op)) return undefined
  const [left, right] = node.args as [ExpressionNode, unknown]
  const chain = chainOf(left)
  if (chain === undefined || typeof right === 'string') return chain && [...chain, right as string]
  const { op, args } = right as ExpressionNode
  return op === 'value' && typeof args === 'string' ? [...chain, args] : undefined
}

/**
 * Finds what an expression looks at: `record.customer.id` and `customer.id` are both the field `id`
 * of the field `customer`.
 *
 * @param isWord Tells the words of the language.
 */
export function readsOf(root: ExpressionNode, isWord: (name: string) => boolean): Reads {
  const fields: (readonly string[])[] = []
  const words: string[] = []
  const visit = (node: ExpressionNode, bound: ReadonlySet<string>): void => {
    const chain = chainOf(node)
    const [first, ...rest] = chain ?? []
    if (chain !== undefined && first !== undefined) {
      if (bound.has(first)) return
      if (isWord(first)) words.push(first)
      else if (first !== wholeRecord) fields.push(chain)
      else if (rest.length > 0) fields.push(rest)
      return
    }
    const own = boundIn(node)
    const inside = own === undefined ? bound : new Set([...bound, own])
    for (const child of nodesIn(node.args)) visit(child, inside)
  }
  visit(root, new Set())
  return { fields, words }
}
