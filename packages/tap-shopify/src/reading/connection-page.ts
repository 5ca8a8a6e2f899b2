import { RequestError } from '@descant/sdk'

/** A record as Shopify gives it. */
export type Row = Readonly<Record<string, unknown>>

interface ConnectionPage<Item> {
  readonly nodes: readonly Item[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** The items of a page, and where the next page begins; undefined after the last. */
export interface Page<Item> {
  readonly nodes: readonly Item[]
  readonly next: string | undefined
}

/**
 * Reads the page of the connection `name` out of what holds it.
 *
 * @param after Where this page began.
 * @param label What the connection is called in errors.
 * @throws RequestError where there is no page, or it says that there is more, but not where.
 */
export function pageIn<Item>(
  holder: Row,
  name: string,
  after?: string,
  label: string = name,
): Page<Item> {
  const page = holder[name] as Partial<ConnectionPage<Item>> | null | undefined
  if (!Array.isArray(page?.nodes) || !page.pageInfo) {
    throw cameShort(label, 'an answer without errors held no page of it')
  }
  const { hasNextPage, endCursor } = page.pageInfo
  if (!hasNextPage) return { nodes: page.nodes, next: undefined }
  if (typeof endCursor !== 'string' || endCursor === '' || endCursor === after) {
    throw cameShort(label, 'Shopify says that there is more, but not where')
  }
  return { nodes: page.nodes, next: endCursor }
}

/** Whether what came is the page before, once more: it ends where this one was to begin. */
export function isPageBefore(holder: Row, name: string, after: string | undefined): boolean {
  const page = holder[name] as Partial<ConnectionPage<unknown>> | null | undefined
  return after !== undefined && page?.pageInfo?.endCursor === after
}

/** The error for a list of which a part is missing. */
export function cameShort(label: string, reason: string): RequestError {
  return new RequestError(
    `The list ${label} came back short: ${reason}. It is read again in the next run.`,
    { isRetryable: false },
  )
}
