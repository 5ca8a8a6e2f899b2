import type { Schema } from '../schema/schema.ts'
import type { SalesforceStore } from '../store/store.ts'

/** What a query is read against. */
export interface QueryContext {
  readonly schema: Pick<Schema, 'object' | 'field'>
  readonly store: SalesforceStore
  /** Milliseconds since 1970. */
  readonly now: number
}

/** One query, or a query within a query: its text, and what its names mean. */
export interface QueryScope extends QueryContext {
  readonly soql: string
  /** The name of the object, as it is defined. */
  readonly object: string
  readonly alias: string | undefined
}

/** Where a name stands in a query, from a clause on; for the mark in an error. */
export function offsetOfName(soql: string, name: string, clause = ''): number {
  const start = clause === '' ? 0 : Math.max(0, soql.search(new RegExp(`\\b${clause}\\b`, 'i')))
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = new RegExp(`(?<![\\w'])${escaped}(?![\\w'])`, 'i').exec(soql.slice(start))
  return found === null ? start : start + found.index
}
