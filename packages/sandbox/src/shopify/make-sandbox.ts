import { VirtualClock, WAKING_TIME } from '../clock.ts'
import { Random } from '../random.ts'
import { GraphqlEndpoint } from './api/graphql-endpoint.ts'
import { DEFAULT_APP, defaultScopes, Tokens } from './api/tokens.ts'
import { BulkOperations } from './bulk/bulk-operations.ts'
import { Faults } from './control/faults.ts'
import { Mutations } from './control/mutate.ts'
import { RequestLog } from './control/request-log.ts'
import type { ControlledSandbox } from './control/verb.ts'
import { OAuthEndpoint } from './oauth/oauth-endpoint.ts'
import { RefreshTokens } from './oauth/refresh-tokens.ts'
import { conditionsOf, type ShopifySandboxOptions } from './sandbox-options.ts'
import { SearchIndex } from './search/search-index.ts'
import { generateStore, makeShop } from './seed/generate-store.ts'
import { readTransactions } from './seed/read-transactions.ts'
import { storeOfTransactions } from './seed/store-of-transactions.ts'
import { ShopifyStore } from './store/store.ts'

/** Everything that a sandbox is, but for the server. Each purpose has a randomness of its own. */
export function makeSandbox(options: ShopifySandboxOptions): ControlledSandbox {
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
  const random = new Random(seed, 'app')
  const app = {
    app: DEFAULT_APP,
    clientId: options.clientId ?? random.hex(32),
    clientSecret: options.clientSecret ?? `shpss_${random.hex(32)}`,
    scopes: options.scopes ?? defaultScopes(),
  }
  const bulk = new BulkOperations(clock, seed, conditions)
  const endpoint = new GraphqlEndpoint({
    store,
    tokens,
    bulk,
    clock,
    conditions,
    index: new SearchIndex(clock, shop.ianaTimezone, conditions),
    random: new Random(seed, 'request ids'),
  })
  return {
    seed,
    store,
    clock,
    conditions,
    app,
    tokens,
    refreshTokens,
    oauth: new OAuthEndpoint({ app, tokens, refreshTokens, conditions }),
    bulk,
    endpoint,
    faults: new Faults(),
    log: new RequestLog(),
    mutations: new Mutations(store, clock, seed),
    accessToken: tokens.issue({ scopes: app.scopes }).token,
    refreshToken: refreshTokens.issue(app),
  }
}
