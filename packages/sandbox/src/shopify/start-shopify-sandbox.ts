import { VirtualClock, WAKING_TIME } from '../clock.ts'
import { listenOnLoopback } from '../loopback-server.ts'
import { Random } from '../random.ts'
import { answerRequest } from './answer-request.ts'
import { GraphqlEndpoint } from './api/graphql-endpoint.ts'
import { DEFAULT_APP, defaultScopes, Tokens } from './api/tokens.ts'
import { BulkOperations } from './bulk/bulk-operations.ts'
import { type Conditions, usualConditions } from './conditions.ts'
import { control } from './control/control.ts'
import { Faults } from './control/faults.ts'
import { Mutations } from './control/mutate.ts'
import { RequestLog } from './control/request-log.ts'
import type { ControlledSandbox } from './control/verb.ts'
import { type InstalledApp, OAuthEndpoint } from './oauth/oauth-endpoint.ts'
import { RefreshTokens } from './oauth/refresh-tokens.ts'
import { SearchIndex } from './search/search-index.ts'
import { generateStore, makeShop, type StoreSize } from './seed/generate-store.ts'
import { readTransactions } from './seed/read-transactions.ts'
import { storeOfTransactions } from './seed/store-of-transactions.ts'
import { ShopifyStore } from './store/store.ts'

/** What a Shopify sandbox is to be like. All of it has a default. */
export interface ShopifySandboxOptions extends StoreSize, Partial<Readonly<Conditions>> {
  /** The port to listen on. @default 0, any free one */
  readonly port?: number
  /** The name of the shop, with or without `.myshopify.com`. @default 'descant-sandbox' */
  readonly shop?: string
  /**
   * A file of transactions to take customers and orders from, one order a line; the sizes do not
   * apply then. See `readTransactions` for its columns.
   */
  readonly transactions?: string
  /** What the app may do. @default all that read */
  readonly scopes?: readonly string[]
  /** The app's own name and secret. @default made of the seed */
  readonly clientId?: string
  readonly clientSecret?: string
  /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
  readonly clock?: VirtualClock
}

/** A running Shopify sandbox. */
export interface ShopifySandbox {
  /** `http://127.0.0.1:PORT`, the origin to use in place of the shop's. */
  readonly url: string
  /** `NAME.myshopify.com` */
  readonly shop: string
  /** A token that does not expire. */
  readonly accessToken: string
  /** What `POST /admin/oauth/access_token` takes for a token of 24 hours. */
  readonly clientId: string
  readonly clientSecret: string
  /** What it takes, beside those two, for a token of one hour and another refresh token. */
  readonly refreshToken: string
  readonly store: ShopifyStore
  readonly clock: VirtualClock
  /**
   * Does what `POST /__control/VERB` does, without the detour.
   *
   * @example
   * sandbox.control('mutate', { round: 1 })
   */
  control(verb: string, settings?: Readonly<Record<string, unknown>>): object
  close(): Promise<void>
}

/**
 * Starts a local Shopify in this process.
 *
 * @throws SandboxError where the port is taken.
 * @example
 * const sandbox = await startShopifySandbox({ seed: 7, customers: 100, orders: 250, products: 20 })
 * await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
 *   method: 'POST',
 *   headers: { 'X-Shopify-Access-Token': sandbox.accessToken },
 *   body: JSON.stringify({ query: '{ shop { name } }' }),
 * })
 * await sandbox.close()
 */
export async function startShopifySandbox(
  options: ShopifySandboxOptions = {},
): Promise<ShopifySandbox> {
  const { seed = 1, clock = new VirtualClock(WAKING_TIME) } = options
  const conditions = conditionsOf(options)
  const shop = makeShop(options.shop ?? 'descant-sandbox', clock.start)
  const store = new ShopifyStore(
    options.transactions === undefined
      ? generateStore(shop, options, clock.start)
      : storeOfTransactions(shop, readTransactions(options.transactions), seed),
  )
  const tokens = new Tokens(clock, new Random(seed, 'tokens'))
  const refreshTokens = new RefreshTokens(clock, new Random(seed, 'refresh tokens'))
  const app = installedApp(options, new Random(seed, 'app'))
  const bulk = new BulkOperations(clock, seed, conditions)
  const endpoint = new GraphqlEndpoint({
    store,
    tokens,
    bulk,
    clock,
    index: new SearchIndex(clock, shop.ianaTimezone, conditions),
    random: new Random(seed, 'request ids'),
    conditions,
  })
  const controlled: ControlledSandbox = {
    store,
    clock,
    conditions,
    tokens,
    bulk,
    endpoint,
    faults: new Faults(),
    log: new RequestLog(),
    mutations: new Mutations(store, clock, seed),
    refreshTokens,
    oauth: new OAuthEndpoint({
      app,
      tokens,
      refreshTokens,
      conditions,
    }),
    accessToken: tokens.issue(app).token,
  }
  const server = await listenOnLoopback(options.port ?? 0, (request) => {
    const reply = answerRequest(controlled, request)
    return { ...reply, headers: { ...reply.headers, Date: new Date(clock.now()).toUTCString() } }
  })
  return {
    url: server.url,
    shop: shop.myshopifyDomain,
    accessToken: controlled.accessToken,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    refreshToken: refreshTokens.issue(app),
    store,
    clock,
    control: (verb, settings) => control(controlled, verb, settings),
    close: server.close,
  }
}

function installedApp(options: ShopifySandboxOptions, random: Random): InstalledApp {
  return {
    app: DEFAULT_APP,
    clientId: options.clientId ?? random.hex(32),
    clientSecret: options.clientSecret ?? `shpss_${random.hex(32)}`,
    scopes: options.scopes ?? defaultScopes(),
  }
}

/** The usual conditions, but for what the options say. */
function conditionsOf(options: ShopifySandboxOptions): Conditions {
  const told = Object.keys(usualConditions).flatMap((name) => {
    const value = options[name as keyof Conditions]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...usualConditions, ...Object.fromEntries(told) }
}
