import { RequestError } from '@descant/sdk'

/** A record as Shopify gives it. */
export type Row = Readonly<Record<string, unknown>>

/** A page of a connection. */
export interface ConnectionPage<Item = Row> {
  readonly nodes: readonly Item[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What came where a page of the connection `name` was asked for, as such. */
export function pageIn<Item>(data: unknown, name: string): ConnectionPage<Item> {
  const page = (data as Readonly<Record<string, Partial<ConnectionPage<Item>>>> | null)?.[name]
  if (Array.isArray(page?.nodes) && page.pageInfo) return page as ConnectionPage<Item>
  throw cameShort(name, 'an answer without errors held no page of it')
}

/**
 * Where the page after this one begins; undefined after the last.
 *
 * @param after Where this page began.
 * @throws RequestError where it says that there is more, but not where.
 */
export function nextCursor(
  { pageInfo: { hasNextPage, endCursor } }: ConnectionPage<unknown>,
  name: string,
  after?: string | undefined,
): string | undefined {
  if (!hasNextPage) return undefined
  if (typeof endCursor === 'string' && endCursor !== '' && endCursor !== after) return endCursor
  throw cameShort(name, 'Shopify says that there is more, but not where')
}

/** The error for a list of which a part is missing. */
export function cameShort(name: string, reason: string): RequestError {
  return new RequestError(
    `The list ${name} came back short: ${reason}. It is read again in the next run.`,
    { isRetryable: false },
  )
}
