import { Client } from '@opensearch-project/opensearch'
import type { SearchConnection, SearchEngine } from './search-engine.ts'

/** A server of the OpenSearch project. The only file that knows `@opensearch-project/opensearch`. */
export function openOpensearch({ url, address, timeoutMs }: SearchConnection): SearchEngine {
  const client = new Client({ node: url, requestTimeout: timeoutMs })
  return {
    name: 'OpenSearch',
    address,
    async request({ method, path, body, lines }) {
      const content = lines ? { bulkBody: lines } : body ? { body } : {}
      const { statusCode, body: answer } = await client.transport.request(
        { method, path, ...content },
        { ignore: [400, 401, 403, 404, 405, 409, 413, 429] },
      )
      return { status: statusCode ?? 0, body: answer }
    },
    close: () => client.close(),
  }
}
