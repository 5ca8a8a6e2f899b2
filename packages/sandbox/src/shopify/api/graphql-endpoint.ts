import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import { jsonReply, type Reply, type ReplyFacts, type Request } from '../../reply.ts'
import type { BulkOperations } from '../bulk/bulk-operations.ts'
import type { Conditions } from '../conditions.ts'
import { publishedSchema } from '../published/published-schema.ts'
import type { SearchReport } from '../search/report.ts'
import type { SearchIndex } from '../search/search-index.ts'
import type { ShopifyStore } from '../store/store.ts'
import { toWireError, type WireError } from './api-error.ts'
import { collectFields, type PreparedQuery } from './collect-fields.ts'
import { actualCost, fieldCosts, MAXIMUM_QUERY_COST, requestedCost } from './cost.ts'
import type { Distortion } from './distortion.ts'
import { makeRequestContext, type SearchableKinds } from './make-request-context.ts'
import { PointBucket } from './point-bucket.ts'
import { type QueryBody, QueryReader } from './query-reader.ts'
import { readBody } from './read-body.ts'
import { INVALID_TOKEN, LASTING_TOKEN, throttled, tooCostly } from './refusals.ts'
import type { RequestContext } from './request-context.ts'
import { runDocument } from './run-document.ts'
import type { Grant, Tokens } from './tokens.ts'
import { schemaVersion, servedVersion } from './versions.ts'

/** What an endpoint needs of the sandbox around it. */
export interface EndpointSettings {
  readonly store: ShopifyStore
  readonly index: SearchIndex
  readonly tokens: Tokens
  readonly bulk: BulkOperations
  readonly clock: Clock
  /** Where request ids come from. */
  readonly random: Random
  readonly conditions: Conditions
}

/** What the endpoint counted since it began. */
export interface EndpointCounters {
  /** Requests that came, whatever became of them. */
  requests: number
  /** Queries that were run. */
  executed: number
  throttled: number
  /** Points that the executed queries really cost. */
  pointsSpent: number
}

/** Who asks, and how the answer is to go wrong. */
interface Origin {
  readonly grant: Grant
  /** The version that answers. */
  readonly version: string
  readonly request: Request
  readonly distortion: Distortion
}

/** The body of an answer. */
interface Answer {
  readonly errors?: readonly WireError[]
  readonly data?: unknown
  readonly extensions?: object
}

const nothingDenied: ReadonlyMap<string, string> = new Map()

/**
 * `POST /admin/api/VERSION/graphql.json`: checks a request in the order in which the real API does
 * (token, version, body, syntax, validity, cost, bucket, scopes), and runs it.
 */
export class GraphqlEndpoint {
  readonly counters: EndpointCounters = { requests: 0, executed: 0, throttled: 0, pointsSpent: 0 }
  readonly #settings: EndpointSettings
  readonly #buckets = new Map<string, PointBucket>()
  readonly #readers = new Map<string, QueryReader>()
  readonly #searchableKinds: SearchableKinds = new Map()

  constructor(settings: EndpointSettings) {
    this.#settings = settings
  }

  /** The bucket of an app, full where it has not asked for anything yet. */
  bucketOf(app: string): PointBucket {
    let bucket = this.#buckets.get(app)
    if (bucket === undefined) {
      const { clock, conditions } = this.#settings
      bucket = new PointBucket(clock, conditions)
      this.#buckets.set(app, bucket)
    }
    return bucket
  }

  /** @param version The one in the path, as it was asked for. */
  answer(request: Request, version: string, distortion: Distortion = {}): Reply {
    this.counters.requests++
    const requestId = this.newRequestId()
    const grant = this.#settings.tokens.find(request.headers['x-shopify-access-token'])
    const served = servedVersion(version, this.#settings.conditions.oldestVersion)
    const headers = {
      'X-Request-Id': requestId,
      ...(served === undefined ? {} : { 'X-Shopify-API-Version': served }),
    }
    if (grant === undefined) return jsonReply(401, { errors: INVALID_TOKEN }, headers)
    if (grant.expiresAt === undefined && !this.#settings.conditions.lastingTokens) {
      return jsonReply(403, { errors: LASTING_TOKEN }, headers)
    }
    if (served === undefined) return jsonReply(404, { errors: 'Not Found' }, headers)
    const body = readBody(request.body)
    if (body === undefined) return jsonReply(400, { errors: 'Bad Request' }, headers)
    const { query } = body
    if (typeof query !== 'string' || query.trim() === '') {
      return jsonReply(400, { errors: { query: 'Required parameter missing or invalid' } }, headers)
    }
    const from = { grant, version: served, request, distortion }
    const { answer, facts } = this.#answerQuery({ ...body, query }, from)
    const { deprecations = [] } = facts
    const deprecated =
      deprecations.length === 0
        ? {}
        : { 'X-Shopify-API-Deprecated-Reason': deprecations.join(', ') }
    return {
      ...jsonReply(200, answer, { ...headers, ...deprecated }),
      facts: { ...facts, version: served, app: grant.app, errors: codesOf(answer) },
    }
  }

  /** An id for a request, in the shape of a UUID. */
  newRequestId(): string {
    return this.#settings.random
      .hex(32)
      .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
  }

  #readerOf(version: string): QueryReader {
    let reader = this.#readers.get(version)
    if (reader === undefined) {
      reader = new QueryReader(publishedSchema(schemaVersion(version)))
      this.#readers.set(version, reader)
    }
    return reader
  }

  #answerQuery(body: QueryBody, from: Origin): { answer: Answer; facts: ReplyFacts } {
    const { grant, request, distortion } = from
    const read = this.#readerOf(from.version).read(body)
    if ('errors' in read) return { answer: { errors: read.errors }, facts: {} }
    const bucket = this.bucketOf(grant.app)
    const requested = requestedCost(read.prepared)
    const { operation } = read.prepared
    const cost = (actual: number | null) => ({
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: bucket.status(),
      ...(request.headers['shopify-graphql-cost-debug'] === '1'
        ? { fields: fieldCosts(read.prepared) }
        : {}),
    })
    const facts = (actualCost: number | null): ReplyFacts => ({
      operation: operation.name?.value,
      deprecations: read.deprecations,
      rootFields: rootFields(read.prepared),
      requestedCost: requested,
      actualCost,
    })
    const refuse = (error: WireError) => ({
      answer: { errors: [error], extensions: { cost: cost(null) } },
      facts: facts(null),
    })
    if (requested > MAXIMUM_QUERY_COST) return refuse(tooCostly(requested))
    if (distortion.throttled || !bucket.take(requested)) {
      this.counters.throttled++
      return refuse(throttled)
    }
    const context = this.#context(from)
    const result = runDocument(read.document, context, {
      operationName: operation.name?.value,
      variableValues: read.sentVariables,
    })
    const actual = actualCost(read.prepared, result.data)
    bucket.refund(Math.max(0, requested - actual))
    this.counters.executed++
    this.counters.pointsSpent += actual
    const searches = shownSearches(context.searches, request)
    const answer = {
      ...(result.errors === undefined ? {} : { errors: result.errors.map(toWireError) }),
      data: result.data,
      extensions: {
        cost: cost(actual),
        ...(searches.length === 0 ? {} : { search: searches }),
      },
    }
    return { answer, facts: facts(actual) }
  }

  #context({ grant, version, request, distortion }: Origin): RequestContext {
    const { store, index, bulk, clock, conditions } = this.#settings
    const context = makeRequestContext(
      {
        schema: this.#readerOf(version).schema,
        store,
        index,
        grant,
        version,
        origin: `http://${request.headers.host ?? 'localhost'}`,
        bulk,
        bulkFault: distortion.bulkFault,
        now: clock.now(),
        searches: [],
        conditions,
        deniedFields: distortion.deniedFields ?? nothingDenied,
        nestedPageLimit: distortion.nestedPageLimit,
        wholeConnections: false,
        runWhole: (document) =>
          runDocument(document, { ...context, wholeConnections: true, searches: [] }),
      },
      this.#searchableKinds,
    )
    return context
  }
}

const codesOf = ({ errors = [] }: Answer): string[] =>
  errors.map((error) => String(error.extensions?.code ?? error.message))

/** The names of the fields at the root of a query. */
function rootFields(query: PreparedQuery): string[] {
  const { schema, operation } = query
  const root = schema.getRootType(operation.operation)
  if (root == null) return []
  const fields = collectFields(query, root, [operation.selectionSet])
  return [...fields.values()].flatMap((nodes) => nodes[0]?.name.value ?? [])
}

/** A search shows itself where it has something to warn of, or where the client asks to see it. */
function shownSearches(searches: readonly SearchReport[], request: Request): SearchReport[] {
  const all = request.headers['shopify-search-query-debug'] !== undefined
  return searches.filter((search) => all || search.warnings.length > 0)
}
