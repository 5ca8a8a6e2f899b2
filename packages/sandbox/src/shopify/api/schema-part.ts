import type { SearchableKind } from '../search/search-index.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row } from '../store/table.ts'
import type { GraphQLResolveInfo } from './graphql.ts'
import type { RequestContext } from './request-context.ts'

/**
 * A function that gives a field its value. A field without one reads the property of its name; see
 * `presentValue` for what may be given for which type. What is undefined becomes null, or, where
 * null cannot be, the plainest value of the type.
 */
export type Resolver = (
  // biome-ignore lint/suspicious/noExplicitAny: the schema decides which record a field stands on.
  source: any,
  // biome-ignore lint/suspicious/noExplicitAny: the schema has checked the arguments.
  args: any,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown

/** What a kind of record can be filtered and sorted by, besides what its properties say. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has records of its own.
export type SearchableProperties<R extends Row = any> = Partial<Omit<SearchableKind<R>, 'type'>>

/**
 * One room of the API: how the types of one subject are answered. The types themselves, and what a
 * token needs to see them, are published by Shopify. A new subject is a new part beside the others;
 * what it does not say is answered from the table of its type, see `answerField`.
 */
export interface SchemaPart {
  /** By type, then by field. `*` stands for all types. */
  readonly resolvers?: Readonly<Record<string, Readonly<Record<string, Resolver>>>>
  /** How `node(id:)` finds things of a type that has no table of its own. */
  readonly nodes?: Readonly<
    Record<string, (id: number, context: RequestContext) => object | undefined>
  >
  /** By type: what searches of its connections know beyond the properties of its records. */
  readonly searchable?: Readonly<Record<string, (store: ShopifyStore) => SearchableProperties>>
  /** By type: which records this token may see. Undefined where it may see all. */
  readonly visible?: Readonly<
    Record<
      string,
      // biome-ignore lint/suspicious/noExplicitAny: each kind has records of its own.
      (context: RequestContext) => ((row: any) => boolean) | undefined
    >
  >
}
