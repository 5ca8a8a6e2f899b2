import { tableConnection, tableCount } from '../paging/connection.ts'
import type { PublishedSchema } from '../published/published-schema.ts'
import { findNode } from './find-node.ts'
import type { Resolver } from './schema-part.ts'

/** `[Order!]!` without its marks. */
const bareName = (type: string) => type.replace(/[[\]!]/g, '')

/**
 * How a root field is answered that no part speaks of: a connection from the table of its nodes'
 * type, a count from that of the connection it counts, a thing by its id. Undefined for others.
 */
export function rootResolver(schema: PublishedSchema, name: string): Resolver | undefined {
  const field = schema.field('QueryRoot', name)
  if (field === undefined) return undefined
  const type = bareName(field.type)
  const nodes = nodeTypeOf(schema, name)
  if (nodes !== undefined) {
    return (_source, args, context, info) => tableConnection(nodes, args, context, info)
  }
  const counted = type === 'Count' ? nodeTypeOf(schema, name.replace(/Count$/, '')) : undefined
  if (counted !== undefined) {
    return (_source, args, context, info) => tableCount(counted, args, context, info)
  }
  if (field.args?.id?.type === 'ID!') {
    return (_source, { id }, context) => findNode(id, context, type)
  }
  return undefined
}

/** The type of what a root connection lists, or undefined where the field is no connection. */
function nodeTypeOf(schema: PublishedSchema, name: string): string | undefined {
  const type = bareName(schema.field('QueryRoot', name)?.type ?? '')
  const nodes = type.endsWith('Connection') ? schema.field(type, 'nodes') : undefined
  return nodes && bareName(nodes.type)
}
