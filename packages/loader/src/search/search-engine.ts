/** One call of a search server's HTTP API. */
export interface SearchRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** With its query, as `/profiles/_count`. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: object
  /** Sent as it is: lines of NDJSON. */
  readonly lines?: Buffer
}

export interface SearchAnswer {
  readonly status: number
  readonly body: unknown
}

/**
 * A search server, through the official client of its kind. The client keeps the connections, knows
 * the wire format of its server, and tries again what did not reach it.
 */
export interface SearchEngine {
  readonly name: 'Elasticsearch' | 'OpenSearch'
  /** The address, without a password. */
  readonly address: string
  /** Answers with any status below 500; a refusal is for the caller to read. */
  request(request: SearchRequest): Promise<SearchAnswer>
  close(): Promise<void>
}

export interface SearchConnection {
  /** `https://USER:PASSWORD@HOST:9200` */
  readonly url: string
  readonly address: string
  /** How long an answer is waited for. */
  readonly timeoutMs: number
}
