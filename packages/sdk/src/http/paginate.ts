import { RequestError } from '../errors.ts'
import { type Query, withQuery } from './address.ts'
import { parseLinks } from './link-header.ts'
import { type Place, valueAt } from './place.ts'

/** One page, as a paginator sees it. */
export interface Page {
  /** What was asked for to get it. */
  readonly url: URL
  /** The JSON body that was sent, where one was. */
  readonly json: unknown
  readonly headers: Headers
  readonly body: unknown
}

/** What to ask for next: a URL in full, or changes to the query or to the JSON body of this page. */
export type NextPage =
  | { readonly url: string | URL }
  | { readonly query: Query }
  | { readonly json: Readonly<Record<string, unknown>> }

/** Tells from a page what to ask for next; `undefined` after the last one. A pure function. */
export type Paginator = (page: Page) => NextPage | undefined

/** Follows the `Link` header's `rel="next"` (RFC 8288). */
export const nextLink: Paginator = ({ headers }) => {
  const url = parseLinks(headers.get('link') ?? '').get('next')
  return url === undefined ? undefined : { url }
}

/**
 * Follows a URL in the body, absolute or relative to the page.
 *
 * @example
 * http.pages('contacts', { next: nextUrl('paging.next.link') })
 */
export function nextUrl(place: Place): Paginator {
  return ({ body }) => {
    const url = valueAt(body, place)
    return isCursor(url) ? { url: String(url) } : undefined
  }
}

export interface CursorOptions {
  /** Where the next cursor is in the body. */
  readonly from: Place
  /** The name it goes by in the next request. */
  readonly parameter: string
  /** Where the body says whether there is more. Default: there is while there is a cursor. */
  readonly hasMore?: Place
  /** Where the cursor goes. @default 'query' */
  readonly in?: 'query' | 'json'
}

/**
 * Hands a cursor from one page to the next. Ends when there is none (absent, null, empty or false),
 * not on an empty page: many APIs filter after they cut.
 *
 * @example
 * cursor({ from: 'meta.next_cursor', parameter: 'cursor' })
 * cursor({ from: 'data.-1.id', parameter: 'starting_after', hasMore: 'has_more' })
 */
export function cursor(options: CursorOptions): Paginator {
  const { from, parameter, hasMore, in: target = 'query' } = options
  return ({ body }) => {
    if (hasMore !== undefined && !valueAt(body, hasMore)) return undefined
    const value = valueAt(body, from)
    if (!isCursor(value)) {
      if (hasMore === undefined) return undefined
      throw shortPage('it says that there is more, but not where')
    }
    return target === 'query'
      ? { query: { [parameter]: String(value) } }
      : { json: { [parameter]: value } }
  }
}

export interface PageNumberOptions {
  /** @default 'page' */
  readonly parameter?: string
  /** The number of the first page. @default 1 */
  readonly first?: number
  /** Where the list of records is. An empty one is the end. */
  readonly records: Place
  /** Where the body says how many pages there are, where it does. */
  readonly totalPages?: Place
}

/**
 * Counts pages up, until one is empty or the told number is reached.
 *
 * @example
 * pageNumber({ records: 'orders', totalPages: 'meta.pages' })
 */
export function pageNumber(options: PageNumberOptions): Paginator {
  const { parameter = 'page', first = 1, records, totalPages } = options
  return ({ url, body }) => {
    const current = numberIn(url, parameter) ?? first
    const count = recordsIn(body, records).length
    const pages = totalPages === undefined ? undefined : numberAt(body, totalPages)
    const last = pages === undefined ? undefined : first + pages - 1
    if (last !== undefined && current >= last) return undefined
    if (count === 0) return endOnEmpty(last, `it is page ${current} of ${last}, and empty`)
    return { query: { [parameter]: current + 1 } }
  }
}

export interface OffsetOptions {
  /** @default 'offset' */
  readonly parameter?: string
  /** Where the list of records is. An empty one is the end. */
  readonly records: Place
  /** Where the body says how many records there are in all, where it does. */
  readonly total?: Place
}

/**
 * Moves on by as many records as came, until a page is empty or the told total is reached.
 *
 * @example
 * offset({ parameter: 'startAt', records: 'issues', total: 'total' })
 */
export function offset(options: OffsetOptions): Paginator {
  const { parameter = 'offset', records, total: place } = options
  return ({ url, body }) => {
    const count = recordsIn(body, records).length
    const reached = (numberIn(url, parameter) ?? 0) + count
    const total = place === undefined ? undefined : numberAt(body, place)
    if (total !== undefined && reached >= total) return undefined
    if (count === 0) return endOnEmpty(total, `it is empty after ${reached} of ${total} records`)
    return { query: { [parameter]: reached } }
  }
}

/**
 * The URL and JSON body of the next page. A relative URL is meant from the page that named it.
 *
 * @throws RequestError where the other side named something that is no URL.
 */
export function applyNext(page: Pick<Page, 'url' | 'json'>, next: NextPage) {
  if ('url' in next) {
    if (!URL.canParse(String(next.url), page.url.href)) throw shortPage('its next URL is none')
    return { url: new URL(next.url, page.url), json: page.json }
  }
  if ('query' in next) return { url: withQuery(page.url, next.query), json: page.json }
  return { url: page.url, json: { ...(page.json as object | undefined), ...next.json } }
}

const isCursor = (value: unknown): value is string | number | bigint =>
  (typeof value === 'string' && value !== '') ||
  typeof value === 'number' ||
  typeof value === 'bigint'

function recordsIn(body: unknown, place: Place): readonly unknown[] {
  const records = valueAt(body, place)
  if (Array.isArray(records)) return records
  throw shortPage('it holds no list where the records should be')
}

function numberIn(url: URL, parameter: string): number | undefined {
  const text = url.searchParams.get(parameter)
  return text === null || text === '' ? undefined : Number(text)
}

function numberAt(body: unknown, place: Place): number | undefined {
  const value = valueAt(body, place)
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** An empty page is the end, unless the page itself says that there is more. */
function endOnEmpty(told: number | undefined, words: string): undefined {
  if (told !== undefined) throw shortPage(words)
  return undefined
}

const shortPage = (words: string) =>
  new RequestError(`A page came back short: ${words}. Run again; the window is still open.`)
