import type { Readable } from 'node:stream'
import {
  type Authenticator,
  type Clock,
  createGraphql,
  createHttp,
  type Graphql,
  type GraphqlResult,
  type Http,
  type Logger,
  type Metrics,
  systemClock,
} from '@descant/sdk'
import { BulkSlots } from '../bulk/bulk-slots.ts'
import { Granted } from '../discovery/granted.ts'
import type { Query } from '../query/query.ts'
import type { Settings } from '../settings.ts'
import { Points } from './points.ts'
import { checkSearch } from './search-warnings.ts'
import { fileErrors, graphqlErrors, httpErrors } from './shopify-errors.ts'
import { costOf } from './throttle.ts'

/** What the client is given of the run around it. */
export interface ShopifyContext {
  readonly log: Logger
  readonly metrics: Metrics
  readonly userAgent: string
  /** Is aborted when the run is to end. */
  readonly signal: AbortSignal
  /** Adds the access token to requests. */
  readonly access: Authenticator
  /** @default the machine's clock */
  readonly clock?: Clock
}

/**
 * A client of the Admin GraphQL API of one shop, shared by all streams and with them the points.
 *
 * @example
 * const settings = settingsOf({ shop: 'my-shop', access_token })
 * const shopify = new Shopify(settings, { ...context, access: await accessOf(settings, context) })
 * const { shop } = await shopify.query<{ shop: { name: string } }>({ document: '{ shop { name } }', cost: 1 })
 */
export class Shopify {
  readonly settings: Settings
  readonly log: Logger
  readonly clock: Clock
  /** How many bulk operations may be under way at once; before 2026-01 it was one. */
  readonly bulkSlots: BulkSlots
  /** The scopes of the token, once they are known. */
  granted: Granted = new Granted([])
  readonly #http: Http
  readonly #graphql: Graphql
  readonly #points: Points
  /** What documents cost by Shopify's own word, once it has been heard. */
  readonly #costs = new Map<string, number>()
  #hasWarned = false
  /** How far Shopify's clock is ahead of ours, in milliseconds, by its last answer. */
  #ahead: number | undefined
  #first: Promise<unknown> | undefined

  constructor(settings: Settings, context: ShopifyContext) {
    const { log, metrics, userAgent, signal, access, clock = systemClock } = context
    this.settings = settings
    this.log = log
    this.clock = clock
    this.bulkSlots = new BulkSlots(settings.apiVersion < '2026-01' ? 1 : 5)
    this.#points = new Points(clock)
    this.#http = createHttp({
      baseUrl: `${settings.apiUrl}/admin/api/${settings.apiVersion}/`,
      auth: access,
      timeoutSeconds: settings.requestTimeoutSeconds,
      errors: httpErrors,
      userAgent,
      log,
      metrics,
      signal,
      clock,
    })
    this.#graphql = createGraphql(this.#http, 'graphql.json', { errors: graphqlErrors })
  }

  /**
   * Runs a query as soon as there are points for it.
   *
   * @throws AuthError where the access token is refused.
   * @throws RequestError where the query fails, or where Shopify ignored a part of its filter.
   */
  async query<T>(query: Query, variables = {}, signal?: AbortSignal): Promise<T> {
    const { document } = query
    const known = `${(variables as { first?: number }).first ?? ''} ${document}`
    const cost = this.#costs.get(known) ?? query.cost
    await this.#points.take(cost, signal)
    let result: GraphqlResult<T> | undefined
    try {
      result = await this.#graphql.query<T>(document, variables, signal && { signal })
    } finally {
      this.#points.settle(cost, result && costOf(result.extensions)?.throttleStatus)
    }
    const told = costOf(result.extensions)?.requestedQueryCost
    if (told !== undefined) this.#costs.set(known, told)
    this.#checkVersion(result.headers)
    this.#readClock(result.headers)
    checkSearch(result.extensions)
    return result.data
  }

  /** Downloads a file that Shopify has written; it lies elsewhere, and is told no token. */
  async download(url: string, signal?: AbortSignal): Promise<Readable> {
    const request = { allowOtherOrigins: true, endpoint: 'bulk file', errors: fileErrors }
    return (await this.#http.download(url, { ...request, ...(signal && { signal }) })).body
  }

  /** Milliseconds since 1970 by Shopify's clock, by which records are stamped; ours may be off. */
  async time(): Promise<number> {
    if (this.#ahead === undefined) await this.#firstAnswer()
    return this.clock.now() + (this.#ahead ?? 0)
  }

  /** One small query, whoever asks first: it also proves the shop, the version and the token. */
  #firstAnswer(): Promise<unknown> {
    this.#first ??= this.query({ document: '{ shop { id } }', cost: 1 })
    return this.#first
  }

  #readClock(headers: Headers): void {
    const told = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#ahead = told - this.clock.now()
    else this.#ahead ??= 0
  }

  /** A version that has expired is answered by the oldest one that has not, which only a header tells. */
  #checkVersion(headers: Headers): void {
    const served = headers.get('x-shopify-api-version')
    const { apiVersion } = this.settings
    if (served === null || served === apiVersion || this.#hasWarned) return
    this.#hasWarned = true
    this.log.warning(
      'Shopify answers with another API version than the one asked for, whose fields may differ: ' +
        'set `api_version` to one that is supported',
      { requested: apiVersion, served },
    )
  }
}
