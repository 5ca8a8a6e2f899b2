import {
  apiKey,
  type Clock,
  createGraphql,
  createHttp,
  type Graphql,
  type GraphqlResult,
  type Logger,
  type Metrics,
} from '@descant/sdk'
import { Points } from './points.ts'
import type { Query } from './query.ts'
import { checkSearch } from './search-warnings.ts'
import type { Settings } from './settings.ts'
import { graphqlErrors, httpErrors } from './shopify-errors.ts'
import { costOf } from './throttle.ts'

/** What the client is given of the run around it. */
export interface ShopifyContext {
  readonly log: Logger
  readonly metrics: Metrics
  readonly userAgent: string
  /** Is aborted when the run is to end. */
  readonly signal: AbortSignal
  /** @default the machine's clock */
  readonly clock?: Clock
}

/**
 * A client of the Admin GraphQL API of one shop, shared by all streams and with them the points.
 *
 * @example
 * const shopify = new Shopify(settingsOf({ shop: 'my-shop', access_token }), context)
 * const { shop } = await shopify.query<{ shop: { name: string } }>({ document: '{ shop { name } }', cost: 1 })
 */
export class Shopify {
  readonly settings: Settings
  readonly #graphql: Graphql
  readonly #points: Points
  readonly #log: Logger
  readonly #now: () => number
  /** What documents cost by Shopify's own word, once it has been heard. */
  readonly #costs = new Map<string, number>()
  #hasWarned = false
  /** How far Shopify's clock is ahead of ours, in milliseconds, by its last answer. */
  #ahead: number | undefined
  #first: Promise<unknown> | undefined

  constructor(settings: Settings, context: ShopifyContext) {
    const { log, metrics, userAgent, signal, clock } = context
    this.settings = settings
    this.#now = () => clock?.now() ?? Date.now()
    this.#log = log
    this.#points = new Points(clock)
    const http = createHttp({
      baseUrl: `${settings.apiUrl}/admin/api/${settings.apiVersion}/`,
      auth: apiKey({ name: 'x-shopify-access-token', key: settings.accessToken }),
      timeoutSeconds: settings.requestTimeoutSeconds,
      errors: httpErrors,
      userAgent,
      log,
      metrics,
      signal,
      ...(clock && { clock }),
    })
    this.#graphql = createGraphql(http, 'graphql.json', { errors: graphqlErrors })
  }

  /**
   * Runs a query as soon as there are points for it.
   *
   * @throws AuthError where the access token is refused.
   * @throws RequestError where the query fails, or where Shopify ignored a part of its filter.
   */
  async query<T>(query: Query, variables = {}, signal?: AbortSignal): Promise<T> {
    const { document } = query
    const cost = this.#costs.get(document) ?? query.cost
    await this.#points.take(cost, signal)
    let result: GraphqlResult<T> | undefined
    try {
      result = await this.#graphql.query<T>(document, variables, signal && { signal })
    } finally {
      this.#points.settle(cost, result && costOf(result.extensions)?.throttleStatus)
    }
    const told = costOf(result.extensions)?.requestedQueryCost
    if (told !== undefined) this.#costs.set(document, told)
    this.#checkVersion(result.headers)
    this.#readClock(result.headers)
    checkSearch(result.extensions)
    return result.data
  }

  /** Milliseconds since 1970 by Shopify's clock, by which records are stamped; ours may be off. */
  async time(): Promise<number> {
    if (this.#ahead === undefined) await this.#firstAnswer()
    return this.#now() + (this.#ahead ?? 0)
  }

  /** One small query, whoever asks first: it also proves the shop, the version and the token. */
  #firstAnswer(): Promise<unknown> {
    this.#first ??= this.query({ document: '{ shop { id } }', cost: 1 })
    return this.#first
  }

  #readClock(headers: Headers): void {
    const told = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#ahead = told - this.#now()
    else this.#ahead ??= 0
  }

  /** A version that has expired is answered by the oldest one that has not, which only a header tells. */
  #checkVersion(headers: Headers): void {
    const served = headers.get('x-shopify-api-version')
    const { apiVersion } = this.settings
    if (served === null || served === apiVersion || this.#hasWarned) return
    this.#hasWarned = true
    this.#log.warning(
      'Shopify answers with another API version than the one asked for, whose fields may differ: ' +
        'set `api_version` to one that is supported',
      { requested: apiVersion, served },
    )
  }
}
