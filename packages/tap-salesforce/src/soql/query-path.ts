/**
 * The path of a query. Letters that a query string allows stay as they are: each comma of a wide
 * object would take three bytes of the 16,384 that URL and headers may have together.
 */
export function queryPath(resource: 'query' | 'queryAll' | 'tooling/query', soql: string): string {
  const encoded = encodeURIComponent(soql)
    .replaceAll('%20', '+')
    .replace(/%(2C|3A)/g, (text) => decodeURIComponent(text))
  return `${resource}?q=${encoded}`
}

/** The longest path that leaves room for host, version and headers, an access token among them. */
export const longestPath = 12_000
