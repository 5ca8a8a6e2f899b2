import type { GraphQLResolveInfo } from './graphql.ts'
import type { RequestContext } from './request-context.ts'

/** A function that gives a field its value; a field without one reads the property of its name. */
export type Resolver = (
  // biome-ignore lint/suspicious/noExplicitAny: the schema decides which record a field stands on.
  source: any,
  // biome-ignore lint/suspicious/noExplicitAny: the schema has checked the arguments.
  args: any,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown

/**
 * One room of the API: the types of one subject, how they are answered, and what a token needs to
 * see them. The schema is the sum of its parts, so a new subject is a new part beside the others.
 */
export interface SchemaPart {
  /** Schema definition language; root fields in `extend type QueryRoot`. */
  readonly sdl: string
  /** By type, then by field. */
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>>
  /**
   * The access scope that a type (`Order`) or a single field (`QueryRoot.ordersCount`) needs. A
   * scope of a type guards every field that returns it, its list or its connection.
   */
  readonly scopes?: Readonly<Record<string, string>>
  /** How `node(id:)` finds things of a type. */
  readonly nodes?: Readonly<Record<string, (id: number, context: RequestContext) => unknown>>
}

/** The arguments that every connection takes. */
export const PAGE_ARGUMENTS = 'after: String, before: String, first: Int, last: Int'

/** The connection and edge types of a node type. */
export function connectionTypes(node: string): string {
  return `
type ${node}Connection { edges: [${node}Edge!]! nodes: [${node}!]! pageInfo: PageInfo! }
type ${node}Edge { cursor: String! node: ${node}! }`
}
