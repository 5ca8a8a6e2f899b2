import type { Change } from '../changes/change.ts'
import { isReserved } from './step.ts'

/** A change of the values of a field, and the setting that asks for it. */
export interface FieldChange extends Change {
  /** As `streams.customers.hash.email`. */
  readonly setting: string
}

/** What becomes of a field, or of the fields within it. */
export class FieldTree {
  readonly children = new Map<string, FieldTree>()
  change: FieldChange | undefined
  isDropped = false
  #isSelected = false
  #isSelectedWhole = false
  /** Whether only the fields within it that are selected are kept. */
  isSelective = false

  /** The node that a path leads to, made where it is not there. */
  at(path: readonly string[]): FieldTree {
    let node: FieldTree = this
    for (const name of path) node = node.#child(name)
    return node
  }

  /** Keeps the field that a path leads to, whole, and its neighbours no longer. */
  select(path: readonly string[]): void {
    let node: FieldTree = this
    for (const name of path) {
      if (!node.#isSelectedWhole) node.isSelective = true
      node = node.#child(name)
      node.#isSelected = true
    }
    node.isSelective = false
    node.#isSelectedWhole = true
  }

  /** Whether a field within this one stays. */
  keeps(name: string): boolean {
    const child = this.children.get(name)
    if (child === undefined) return !this.isSelective || isReserved(name)
    return !child.isDropped && (!this.isSelective || child.#isSelected || isReserved(name))
  }

  #child(name: string): FieldTree {
    let child = this.children.get(name)
    if (!child) {
      child = new FieldTree()
      this.children.set(name, child)
    }
    return child
  }
}
