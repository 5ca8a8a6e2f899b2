import type { ReadContext } from '@descant/sdk'
import type { BulkReader } from '../bulk/bulk-reader.ts'
import type { Shopify } from '../client/shopify.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'
import type { Page, Row } from './connection-page.ts'
import type { UpdateWindow } from './update-window.ts'

/** What the ways of reading share: one stream, in one run. */
export interface StreamReading {
  readonly shopify: Shopify
  readonly plan: StreamPlan
  /** How the root is called in errors. */
  readonly name: string
  /** How new a row of the root is; undefined where that is not told. */
  readonly timeOf: ((row: Row) => string) | undefined
  /** What is wanted: from the bookmark on, some time before it included. */
  readonly window: UpdateWindow
  readonly context: ReadContext
  /** Asks for a page of what lies in a window. */
  page(window: UpdateWindow, after?: string): Promise<Page<Row>>
  /** Makes records of rows. */
  records(rows: readonly Row[]): Promise<readonly Row[]>
  /** Reads what lies in a window by a job of Shopify's; undefined where the query cannot be one. */
  readonly bulk: BulkReader | undefined
  /** How many objects of one query Shopify pages through. */
  readonly paginationLimit: number
  /** After how many records in pages the rest is read by a job. */
  readonly bulkAfter: number
}

/** What is kept in STATE of a reading that is under way. */
export interface Cursor {
  /** Everything before this time has been read. */
  readonly since?: string
  /** Where the next page begins, of a reading in the order of ids, and what it is for. */
  readonly after?: string
  readonly until?: string
  /** The job that reads a window, and how many of its records have been written. */
  readonly bulk?: {
    readonly id: string
    readonly since?: string
    readonly until?: string
    readonly rows?: number
  }
}

/** The cursor of an earlier run; empty where there is none, or another tap's. */
export const cursorOf = ({ cursor }: ReadContext): Cursor =>
  typeof cursor === 'object' && cursor !== null ? (cursor as Cursor) : {}
