import { Client } from '@elastic/elasticsearch'
import type { SearchConnection, SearchEngine } from './search-engine.ts'

/** A server of Elastic. The only file that knows `@elastic/elasticsearch`. */
export function openElasticsearch({ url, address, timeoutMs }: SearchConnection): SearchEngine {
  const client = new Client({ node: url, requestTimeout: timeoutMs })
  return {
    name: 'Elasticsearch',
    address,
    async request({ method, path, body, lines }) {
      const content = lines ? { bulkBody: lines } : body ? { body } : {}
      const { statusCode, body: answer } = await client.transport.request(
        { method, path, ...content },
        { meta: true, ignore: [400, 401, 403, 404, 405, 409, 413, 429] },
      )
      return { status: statusCode ?? 0, body: answer }
    },
    close: () => client.close(),
  }
}
