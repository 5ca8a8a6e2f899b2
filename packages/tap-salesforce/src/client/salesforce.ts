import {
  type Clock,
  createHttp,
  type Http,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
  type Logger,
  type Metrics,
  RequestError,
  systemClock,
} from '@descant/sdk'
import { parseExact } from '../record/parse-exact.ts'
import type { Row } from '../record/record-of-row.ts'
import type { Settings } from '../settings/settings.ts'
import { queryPath } from '../soql/query-path.ts'
import { authenticate, type SalesforceContext } from './authenticate.ts'
import { errorRules } from './error-rules.ts'
import { type DailyLimits, Quota } from './quota.ts'
import type { StreamUsage } from './stream-usage.ts'

/** An answer to a query. */
export interface QueryPage {
  readonly records: readonly Row[]
  readonly done: boolean
  readonly nextRecordsUrl: string | undefined
  readonly totalSize: number
}

/** What all views of a client have in common. */
interface Shared {
  /** How far Salesforce's clock is ahead of ours, in milliseconds. */
  aheadMilliseconds: number
  /** Is under way, or done, once the limits have been asked for. */
  limits: Promise<void> | undefined
}

/**
 * A client of one org, shared by all streams and with them the quota. Each stream has a view of its
 * own, `salesforce.countedFor(usage)`, which counts what it uses.
 */
export class Salesforce {
  readonly settings: Settings
  readonly quota: Quota
  readonly log: Logger
  readonly metrics: Metrics
  readonly clock: Clock
  /** Which org and which user this is; undefined where Salesforce does not tell. */
  readonly identity: string | undefined
  readonly #http: Http
  readonly #usage: StreamUsage | undefined
  readonly #shared: Shared

  private constructor(parts: {
    settings: Settings
    quota: Quota
    log: Logger
    metrics: Metrics
    clock: Clock
    identity: string | undefined
    http: Http
    usage: StreamUsage | undefined
    shared: Shared
  }) {
    this.settings = parts.settings
    this.quota = parts.quota
    this.log = parts.log
    this.metrics = parts.metrics
    this.clock = parts.clock
    this.identity = parts.identity
    this.#http = parts.http
    this.#usage = parts.usage
    this.#shared = parts.shared
  }

  /**
   * Signs in and makes the client.
   *
   * @throws AuthError where Salesforce refuses the credentials.
   */
  static async connect(settings: Settings, context: SalesforceContext): Promise<Salesforce> {
    const { log, metrics, signal, clock = systemClock } = context
    const auth = authenticate(settings.signIn, context)
    const { fields } = await auth.tokens(signal)
    const origin = settings.instanceUrl ?? String(fields.instance_url)
    const http = createHttp({
      baseUrl: `${origin}/services/data/v${settings.apiVersion}/`,
      auth,
      timeoutSeconds: settings.requestTimeoutSeconds,
      maxResponseBytes: 1024 ** 3,
      errors: errorRules,
      userAgent: settings.userAgent ?? context.userAgent,
      headers: { 'sforce-query-options': 'batchSize=2000' },
      log,
      metrics,
      signal,
      clock,
    })
    const quota = new Quota({
      percentTotal: settings.quotaPercentTotal,
      percentPerRun: settings.quotaPercentPerRun,
    })
    const identity = typeof fields.id === 'string' ? `${origin} ${fields.id}` : undefined
    const parts = { settings, quota, log, metrics, clock, identity, http }
    const shared = { aheadMilliseconds: 0, limits: undefined }
    return new Salesforce({ ...parts, usage: undefined, shared })
  }

  /** The same client, which counts what it uses for a stream. */
  countedFor(usage: StreamUsage): Salesforce {
    const { settings, quota, log, metrics, clock, identity } = this
    const parts = { settings, quota, log, metrics, clock, identity }
    return new Salesforce({ ...parts, http: this.#http, usage, shared: this.#shared })
  }

  /** Milliseconds since 1970 by Salesforce's clock, by which rows are stamped; ours may be off. */
  now(): number {
    return this.clock.now() + this.#shared.aheadMilliseconds
  }

  /**
   * Sends a request.
   *
   * @throws QuotaError where the quota guard says no, before anything is sent.
   * @throws SalesforceError where Salesforce refuses, with its `errorCode`.
   */
  async request(path: string, request: HttpRequest = {}): Promise<HttpResponse> {
    this.#count()
    const response = await this.#http.request(path, { check: refusePages, ...request })
    this.#hear(response.headers)
    return response
  }

  /** Gets JSON. */
  async get<T>(path: string, request?: HttpRequest): Promise<T> {
    return (await this.request(path, request)).json<T>()
  }

  /** Posts JSON. */
  async post<T>(path: string, json: unknown, request?: HttpRequest): Promise<T> {
    return (await this.request(path, { method: 'POST', json, ...request })).json<T>()
  }

  /** Gets a body of any length. */
  async download(path: string, request: HttpRequest = {}): Promise<HttpDownload> {
    this.#count()
    const download = await this.#http.download(path, request)
    this.#hear(download.headers)
    return download
  }

  /** Asks a query, deleted rows included, its numbers as the text of their digits. */
  queryAll(soql: string): Promise<QueryPage> {
    return this.#page(queryPath('queryAll', soql))
  }

  /** Asks a query for all its rows, deleted ones included; for few, as those of some ids. */
  async allRows(soql: string): Promise<readonly Row[]> {
    let page = await this.queryAll(soql)
    const rows = [...page.records]
    while (!page.done && page.nextRecordsUrl !== undefined) {
      page = await this.queryMore(page.nextRecordsUrl)
      rows.push(...page.records)
    }
    return rows
  }

  /** The next page of a query, by its `nextRecordsUrl`. */
  queryMore(nextRecordsUrl: string): Promise<QueryPage> {
    return this.#page(nextRecordsUrl)
  }

  /** Learns what is left of the Bulk quotas; an org that does not tell is taken to have enough. */
  learnLimits(): Promise<void> {
    this.#shared.limits ??= this.#askLimits()
    return this.#shared.limits
  }

  async #askLimits(): Promise<void> {
    const response = await this.request('limits', { errors: { 403: 'ignore', 404: 'ignore' } })
    if (!response.ignored) this.quota.hearLimits(response.json<DailyLimits>())
  }

  /** Counts a Bulk job for the quota and the stream. */
  countJob(): void {
    this.quota.countJob()
    if (this.#usage) this.#usage.bulkJobs++
  }

  /** Counts bytes of a Bulk result for the quota and the stream. */
  countBytes(bytes: number): void {
    this.quota.countBytes(bytes)
    if (this.#usage) this.#usage.bulkBytes += bytes
  }

  async #page(path: string): Promise<QueryPage> {
    const body = parseExact((await this.request(path)).text()) as Readonly<Record<string, unknown>>
    const { records, done, nextRecordsUrl, totalSize } = body
    if (!Array.isArray(records) || typeof done !== 'boolean') {
      throw new RequestError(
        'Salesforce answered a query with something that is no page of rows.',
        {
          isRetryable: false,
        },
      )
    }
    return {
      records,
      done,
      nextRecordsUrl: typeof nextRecordsUrl === 'string' ? nextRecordsUrl : undefined,
      totalSize: Number(totalSize),
    }
  }

  #count(): void {
    this.quota.call()
    if (this.#usage) this.#usage.apiCalls++
  }

  #hear(headers: Headers): void {
    this.quota.hear(headers.get('sforce-limit-info'))
    const told = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#shared.aheadMilliseconds = told - this.clock.now()
  }
}

/** While an instance is looked after, it answers with a page for people, and status 200. */
const refusePages = ({ headers }: HttpResponse): void => {
  if (!/text\/html/i.test(headers.get('content-type') ?? '')) return
  throw new RequestError('Salesforce answered with a page for people: it is being looked after.', {
    isRetryable: true,
  })
}
