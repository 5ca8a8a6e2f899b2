import type { Field } from '../query/field.ts'
import { printField } from '../query/print-fields.ts'

/** What a bulk query may hold at most (https://shopify.dev/docs/api/usage/bulk-operations/queries). */
const mostConnections = 5
const deepestConnection = 2

/** What is asked of a root by a bulk query. */
export interface BulkQuestion {
  /** The root connection, as `orders`. */
  readonly root: string
  /** Its arguments, as written. */
  readonly arguments: readonly string[]
  readonly fields: readonly Field[]
}

/**
 * The name of a field that tells in which list an item of a bulk file lies: items have only the id of
 * what holds them, which may have two lists of the same type.
 */
export const markOf = (list: string): string => `_in_${list}`

/**
 * Writes a bulk query. Undefined where it cannot be one: a list within a plain list, lists too deep or
 * too many, or in something without an id.
 *
 * @example
 * bulkDocument({ root: 'orders', arguments: [], fields: [{ name: 'id' }] })
 * // '{ orders { edges { node { id } } } }'
 */
export function bulkDocument(question: BulkQuestion): string | undefined {
  const { root, arguments: given, fields } = question
  if (root.includes('.') || !isAllowed(fields, 1)) return undefined
  if (1 + countConnections(fields) > mostConnections) return undefined
  const head = given.length === 0 ? root : `${root}(${given.join(', ')})`
  return `{ ${head} { edges { node { ${print(fields)} } } } }`
}

function isAllowed(fields: readonly Field[], depth: number): boolean {
  return fields.every((field): boolean => {
    const { fields: inner, isConnection, isFragment, arguments: given, type } = field
    if (inner === undefined) return true
    if (given?.includes('$')) return false
    if (isConnection) {
      const hasId = fields.some(({ name, of }) => name === 'id' && of === undefined)
      return (
        hasId && type !== undefined && depth <= deepestConnection && isAllowed(inner, depth + 1)
      )
    }
    return isFragment ? isAllowed(inner, depth) : countConnections(inner) === 0
  })
}

function countConnections(fields: readonly Field[]): number {
  return fields.reduce(
    (sum, { isConnection, fields: inner }) =>
      sum + (isConnection ? 1 : 0) + (inner ? countConnections(inner) : 0),
    0,
  )
}

const print = (fields: readonly Field[]): string =>
  fields
    .map((field): string => {
      const { name, of, arguments: given, fields: inner, isConnection, isFragment, witness } = field
      if (inner === undefined) return printField(field)
      if (isFragment) return `... on ${name} { ${print(inner)} }`
      const head = `${of === undefined ? name : `${name}: ${of}`}${given ? `(${given})` : ''}`
      if (!isConnection) return `${head} { ${print(inner)} }`
      const beside = witness ? ` ${printField(witness.field)}` : ''
      return `${head} { edges { node { ${markOf(name)}: __typename ${print(inner)} } } }${beside}`
    })
    .join(' ')
