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
