import { LoadError } from '../load-error.ts'
import { explainSearch } from './explain-search.ts'
import type { SearchEngine } from './search-engine.ts'

/** A server that is writing a bulk of some megabytes may take its time. */
const timeoutMs = 120_000

/**
 * Connects to a search server and finds out of which kind it is. Only the client of that kind is
 * loaded.
 *
 * @throws {LoadError} `LOAD_SEARCH_URL`, `LOAD_SEARCH_UNREACHABLE`, `LOAD_SEARCH_CREDENTIALS`
 */
export async function openSearchEngine(url: string): Promise<SearchEngine> {
  const { address, headers, plain } = readUrl(url)
  const answer = await fetch(`${plain}/_cluster/health`, {
    headers,
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw explainSearch(error, address)
  })
  await answer.body?.cancel()
  if (answer.status === 401 || answer.status === 403) {
    throw explainSearch({ statusCode: answer.status }, address)
  }
  // Only a server of Elastic sends this, and its client refuses any other.
  const isElastic = answer.headers.get('x-elastic-product') === 'Elasticsearch'
  const connection = { url, address, timeoutMs }
  if (isElastic) return (await import('./elasticsearch.ts')).openElasticsearch(connection)
  return (await import('./opensearch.ts')).openOpensearch(connection)
}

function readUrl(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new LoadError(
      'LOAD_SEARCH_URL',
      'The search URL is not one. It looks like https://USER:PASSWORD@HOST:9200, with characters such as @ and / in the password percent-encoded.',
      { exitCode: 2 },
    )
  }
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const headers: Record<string, string> = {}
  if (url.username) headers.authorization = `Basic ${Buffer.from(user).toString('base64')}`
  url.username = ''
  url.password = ''
  return { address: url.host, plain: url.href.replace(/\/$/, ''), headers }
}
