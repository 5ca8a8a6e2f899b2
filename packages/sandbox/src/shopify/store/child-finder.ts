import type { RequestContext } from '../api/request-context.ts'
import type { Row } from './table.ts'

interface Child {
  readonly id: number
}

/** What is kept of one store: which children there were at a revision of their parents' table. */
interface Kept<P, C> {
  readonly revision: number
  readonly children: ReadonlyMap<number, { readonly child: C; readonly parent: P }>
}

/**
 * Finds things by id that lie within the records of a table, as the line items of orders do. A child
 * is as visible as its parent.
 *
 * @example
 * nodes: { LineItem: childFinder('Order', (order: OrderRecord) => order.lineItems) }
 */
export function childFinder<P extends Row, C extends Child>(
  parentType: string,
  childrenOf: (parent: P) => readonly C[],
): (id: number, context: RequestContext) => C | undefined {
  const kept = new WeakMap<object, Kept<P, C>>()
  return (id, context) => {
    const table = context.store.table<P>(parentType)
    let of = kept.get(table)
    if (of === undefined || of.revision !== table.revision) {
      const children = new Map<number, { child: C; parent: P }>()
      for (const parent of table.values()) {
        for (const child of childrenOf(parent)) children.set(child.id, { child, parent })
      }
      of = { revision: table.revision, children }
      kept.set(table, of)
    }
    const found = of.children.get(id)
    if (found === undefined) return undefined
    return (context.visible<P>(parentType)?.(found.parent) ?? true) ? found.child : undefined
  }
}
