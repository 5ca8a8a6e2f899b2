import { RequestError } from '../errors.ts'

const mostRemembered = 1000

/**
 * Notices that pages go in a circle. Remembers the latest requests, and one older one that moves on
 * at each power of two (Brent), so that a circle of any length is found in constant memory.
 */
export class PageLoop {
  readonly #recent = new Set<string>()
  #anchor = ''
  #count = 0

  /** @throws RequestError where the page has been asked for before. */
  check(url: URL, json: unknown): void {
    const page = json === undefined ? url.href : `${url.href} ${JSON.stringify(json)}`
    if (this.#recent.has(page) || page === this.#anchor) {
      throw new RequestError(
        `${url.origin}${url.pathname} names a next page that was read already: the pages would never ` +
          'end. Check the paginator, or tell the owner of the API.',
        { url: url.href, isRetryable: false },
      )
    }
    this.#count += 1
    if (Number.isInteger(Math.log2(this.#count))) this.#anchor = page
    this.#recent.add(page)
    const [oldest] = this.#recent
    if (this.#recent.size > mostRemembered && oldest !== undefined) this.#recent.delete(oldest)
  }
}
