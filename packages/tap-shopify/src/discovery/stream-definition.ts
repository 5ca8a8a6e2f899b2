import type { JsonSchema } from '@descant/sdk'
import type { Witness } from '../query/field.ts'

/** How Shopify finds what has changed; the fields of its search and of its records. */
export interface Finding {
  /** The field of the records that tells how new one is; the replication key. */
  readonly key?: 'updatedAt' | 'createdAt' | 'processedAt'
  /** The search field by which it can be asked for. */
  readonly filter?: 'updated_at' | 'created_at' | 'processed_at'
  /** The order in which they come. */
  readonly sortKey?: string
  /** Whether the newest comes first. */
  readonly reverse?: boolean
  /** The field of the records that holds the key, where they do not themselves. */
  readonly keyIn?: string
}

/** Searched and sorted by time of update: an interrupted run goes on where it stopped. */
export const byUpdate: Finding = { key: 'updatedAt', filter: 'updated_at', sortKey: 'UPDATED_AT' }

/** Searched by time of update, in the order of ids. */
export const byUpdateUnsorted: Finding = { key: 'updatedAt', filter: 'updated_at' }

/** Not searched, but sorted: the newest come first, and reading ends at the bookmark. */
export const newestFirst: Finding = { key: 'updatedAt', sortKey: 'UPDATED_AT', reverse: true }

/** Neither: all are read, and those that are older than the bookmark left out. */
export const compared: Finding = { key: 'updatedAt' }

/** What never changes, by time of creation. */
export const byCreation: Finding = {
  key: 'createdAt',
  filter: 'created_at',
  sortKey: 'CREATED_AT',
}

/** Read whole each time. */
export const whole: Finding = {}

/** Of a stream whose records lie within those of another. */
interface Through {
  /** The GraphQL type of the records around, as `Order`. */
  readonly type: string
  /** The list in them, as `refunds`; with slashes where it lies deeper, as `sellingPlans/metafields`. */
  readonly path: string
  /** What the record calls the record around it: `order` gives `orderId` and `orderUpdatedAt`. */
  readonly as: string
  /** Arguments of the list, as written: `includeInactive: true`. */
  readonly arguments?: string
  /** Whether the list itself is searched by time of update, and its records tell it. */
  readonly isSearched?: boolean
}

/** How a stream is declared: what its file says. All else comes from the shop's own schema. */
export interface StreamDefinition {
  readonly name: string
  /** The GraphQL type of a record, as `Order`. */
  readonly type: string
  readonly description: string
  /**
   * Where it stands in the schema's root: a connection, a list, or one object; with a dot where it
   * lies in another object, as `shopifyPaymentsAccount.payouts`.
   */
  readonly root: string
  /** Arguments of the root beside those for paging and searching, as written. */
  readonly arguments?: string
  readonly find: Finding
  readonly through?: Through
  /**
   * The fields that a record has by default, in GraphQL. Lists of any length are named like objects
   * (`lineItems { id title }`). What the shop's version does not have, or the token may not see, is
   * left out.
   */
  readonly fields: string
  /** Scopes of which the token needs one. @default those that the type needs */
  readonly scopes?: readonly string[]
  /** @default ['id'] */
  readonly keyProperties?: readonly string[]
  /** What the shop's events call a record of it when it is deleted (`EventSubjectType`). */
  readonly deletedAs?: readonly string[]
  /** What bears witness to the length of nested lists, beside the counts that the schema has. */
  readonly witnesses?: Readonly<Record<string, Witness>>
  /** Whether it is read when no catalog and no `select` says otherwise. @default false */
  readonly isDefault?: boolean
  /** What becomes of a list whose items are fields of the record, as those of a metaobject. */
  readonly unfold?: Unfolding
}

/** A list of the answer that stands in the record as fields of their own. */
export interface Unfolding {
  /** The list in the answer. */
  readonly from: string
  /** The schema of what it becomes. */
  readonly properties: Readonly<Record<string, JsonSchema>>
  readonly unfold: (items: readonly Readonly<Record<string, unknown>>[]) => Record<string, unknown>
}

/**
 * Declares a stream.
 *
 * @example
 * export const pages = shopifyStream({
 *   name: 'pages',
 *   type: 'Page',
 *   description: 'Pages of the online store.',
 *   root: 'pages',
 *   find: byUpdate,
 *   fields: 'id title handle body createdAt updatedAt',
 *   deletedAs: ['PAGE'],
 * })
 */
export const shopifyStream = (definition: StreamDefinition): StreamDefinition => definition
