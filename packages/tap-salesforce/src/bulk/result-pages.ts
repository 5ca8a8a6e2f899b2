import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'

/** A page of a Bulk result that can be downloaded. */
export interface ResultPage {
  /** Its place, from 0. */
  readonly index: number
  /** Its path and query; stays the same as long as the job lives. */
  readonly address: string
  /** Whether the next page is known only when this one is read. */
  readonly isChained: boolean
  /** Is to be told the headers of the download: they may hold where the next page is. */
  readonly onHeaders: (headers: Headers) => void
}

interface PageList {
  readonly resultPages?: readonly { readonly resultUrl: string }[]
  readonly nextRecordsUrl?: string | null
  readonly done: boolean
}

/** The path and query of an address, which some answers give in full. */
const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address, 'https://any.host')
  return pathname + search
}

/**
 * The pages of a Bulk result, as many ahead as Salesforce tells at once, so that they can be
 * downloaded side by side. Where it does not tell (before version 58) the header of each page tells
 * the next one.
 *
 * @param job The path of the job.
 */
export async function* resultPages(
  salesforce: Salesforce,
  job: string,
  rows: number,
  signal: AbortSignal,
): AsyncGenerator<ResultPage, void, undefined> {
  const query = `maxRecords=${rows}`
  let index = 0
  let list: PageList
  try {
    list = await salesforce.get<PageList>(`${job}/resultPages?${query}`, { signal })
  } catch (error) {
    if (!isRefusal(error, 'NOT_FOUND')) throw error
    yield* oneByOne(`${job}/results`, query)
    return
  }
  for (;;) {
    for (const { resultUrl } of list.resultPages ?? []) {
      yield { index: index++, address: pathOf(resultUrl), isChained: false, onHeaders: () => {} }
    }
    if (list.done || !list.nextRecordsUrl) return
    list = await salesforce.get<PageList>(pathOf(list.nextRecordsUrl), { signal })
  }
}

async function* oneByOne(path: string, query: string): AsyncGenerator<ResultPage, void, undefined> {
  let from = ''
  for (let index = 0; ; index++) {
    let onHeaders = (_headers: Headers) => {}
    const headers = new Promise<Headers>((resolve) => {
      onHeaders = resolve
    })
    yield { index, address: `${path}?${query}${from}`, isChained: true, onHeaders }
    const locator = (await headers).get('sforce-locator')
    if (locator === null || locator === 'null') return
    from = `&locator=${encodeURIComponent(locator)}`
  }
}
