import type { BulkFault } from '../bulk/bulk-operation.ts'
import type { BulkOperations } from '../bulk/bulk-operations.ts'
import type { Conditions } from '../conditions.ts'
import type { PublishedSchema } from '../published/published-schema.ts'
import type { SearchReport } from '../search/report.ts'
import type { SearchableKind, SearchIndex } from '../search/search-index.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row } from '../store/table.ts'
import type { DocumentNode, ExecutionResult } from './graphql.ts'
import type { Grant } from './tokens.ts'

/** How nested connections are cut, where a fault asks for it. */
export interface NestedPageLimit {
  /** At most so many items, whatever was asked for. */
  readonly size: number
  /** Whether `hasNextPage` denies that there is more. */
  readonly silent: boolean
}

/** What a resolver can reach while one request is answered. */
export interface RequestContext {
  readonly schema: PublishedSchema
  readonly store: ShopifyStore
  readonly index: SearchIndex
  readonly grant: Grant
  /** What has this id, or undefined where nothing does, or where a type of that name has no ids. */
  readonly findNode: (kind: string, id: number) => object | undefined
  /** The record of a GraphQL type with this id, as far as the token may see it. */
  readonly record: (type: string, id: number) => object | undefined
  /** What the connection at `owner.field` can be filtered and sorted by; its nodes are of `type`. */
  readonly searchable: <R extends Row>(
    type: string,
    owner: string,
    field: string,
  ) => SearchableKind<R>
  /** Which records of a type this token may see; undefined where it may see all. */
  readonly visible: <R extends Row>(type: string) => ((row: R) => boolean) | undefined
  /** Milliseconds since 1970 by the sandbox's clock, the same during the whole request. */
  readonly now: number
  /** What the searches of this request had to say; goes to `extensions.search`. */
  readonly searches: SearchReport[]
  readonly conditions: Readonly<Conditions>
  /** Fields that a fault forbids whatever the scopes, with the scope that is said to be missing. */
  readonly deniedFields: ReadonlyMap<string, string>
  readonly nestedPageLimit: NestedPageLimit | undefined
  /** The version that answers. */
  readonly version: string
  /** `http://127.0.0.1:PORT`, as the client knows the server. */
  readonly origin: string
  readonly bulk: BulkOperations
  /** How a bulk operation that this request starts goes wrong. */
  readonly bulkFault: BulkFault | undefined
  /** Whether connections give all they have, whatever page was asked for. */
  readonly wholeConnections: boolean
  /** Runs a query that is known to be valid, with the same token, on whole connections. */
  readonly runWhole: (document: DocumentNode) => ExecutionResult
}
