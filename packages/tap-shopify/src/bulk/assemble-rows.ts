import type { Field } from '../query/field.ts'
import type { Row } from '../reading/connection-page.ts'
import { markOf } from './bulk-document.ts'

/** A list of a record as a page of it would hold it: the whole of it, with nothing after. */
interface List {
  readonly nodes: Record<string, unknown>[]
  readonly pageInfo: { readonly hasNextPage: false; readonly endCursor: null }
}

/** The lists of a kind of object, and those of what lies in them. */
interface Shape {
  readonly lists: readonly { readonly name: string; readonly mark: string; readonly shape: Shape }[]
}

/** Thrown where an item comes after what holds it has been given out: the file is not grouped. */
export class UngroupedError extends Error {
  override readonly message = 'the items of its file do not follow what holds them'
}

/**
 * Puts the lines of a bulk file together again: each record with the lists that belong to it, in the
 * shape that a page has. Items follow what holds them, so that one record at a time is held.
 *
 * @example
 * const rows = new RowAssembler(fields)
 * for (const line of lines) {
 *   const row = rows.take(JSON.parse(line))
 *   if (row) use(row)
 * }
 * const last = rows.end()
 */
export class RowAssembler {
  readonly #shape: Shape
  /** The record that is being put together, and what in it may still be given items, by id. */
  #row: Record<string, unknown> | undefined
  readonly #open = new Map<
    unknown,
    { readonly object: Record<string, unknown>; readonly shape: Shape }
  >()

  constructor(fields: readonly Field[]) {
    this.#shape = shapeOf(fields)
  }

  /**
   * Takes a line, and gives the record that is whole by it, if one is.
   *
   * @throws UngroupedError where it belongs to a record that has been given out.
   */
  take(line: Record<string, unknown>): Row | undefined {
    const parentId = line.__parentId
    if (parentId === undefined) {
      const whole = this.#row
      this.#open.clear()
      this.#row = this.#opened(line, this.#shape)
      return whole
    }
    const parent = this.#open.get(parentId)
    const list = parent?.shape.lists.find(({ mark }) => mark in line)
    if (parent === undefined || list === undefined) throw new UngroupedError()
    const item: Record<string, unknown> = {}
    for (const name in line) {
      if (name !== list.mark && name !== '__parentId') item[name] = line[name]
    }
    const { nodes } = parent.object[list.name] as List
    nodes.push(list.shape.lists.length > 0 ? this.#opened(item, list.shape) : item)
    return undefined
  }

  /** The last record; undefined where there was none. */
  end(): Row | undefined {
    const whole = this.#row
    this.#row = undefined
    return whole
  }

  #opened(object: Record<string, unknown>, shape: Shape): Record<string, unknown> {
    if (shape.lists.length === 0) return object
    for (const { name } of shape.lists) {
      const list: List = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
      object[name] = list
    }
    this.#open.set(object.id, { object, shape })
    return object
  }
}

function shapeOf(fields: readonly Field[]): Shape {
  const lists = fields.flatMap((field): Shape['lists'] => {
    const { name, fields: inner = [], isConnection, isFragment } = field
    if (isFragment) return shapeOf(inner).lists
    return isConnection ? [{ name, mark: markOf(name), shape: shapeOf(inner) }] : []
  })
  return { lists }
}
