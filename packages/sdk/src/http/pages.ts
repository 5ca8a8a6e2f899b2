import type { HttpRequest, PagesRequest } from './http-request.ts'
import type { HttpResponse } from './http-response.ts'
import { PageLoop } from './page-loop.ts'
import { applyNext } from './paginate.ts'

/** Sends one request of a row of pages; tells the URL that it was sent to, before redirects. */
export type SendPage = (
  path: string | URL,
  request: HttpRequest,
) => { readonly url: URL; readonly answer: () => Promise<HttpResponse> }

/** Reads one JSON page after another, until the paginator names none. */
export async function* readPages<T>(
  path: string | URL,
  { next, ...first }: PagesRequest,
  sendPage: SendPage,
): AsyncGenerator<T, void, undefined> {
  const loop = new PageLoop()
  let request: HttpRequest = first
  let following: string | URL = path
  for (;;) {
    const { url, answer } = sendPage(following, request)
    loop.check(url, request.json)
    const response = await answer()
    if (response.ignored) return
    const body = response.json<T>()
    // Asked before the page is given away: what its reader does to it must not lead us astray.
    const page = { url, json: request.json, headers: response.headers, body }
    const step = next(page)
    yield body
    if (step === undefined) return
    const applied = applyNext(page, step)
    // The URL is whole now: the first page's query is in it, or was left out by the other side.
    const { query: _, ...rest } = request
    request = { ...rest, ...(applied.json !== undefined && { json: applied.json }) }
    following = applied.url
  }
}
