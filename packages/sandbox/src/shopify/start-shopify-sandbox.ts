import type { VirtualClock } from '../clock.ts'
import { Settings } from '../control/settings.ts'
import { listenOnLoopback } from '../loopback-server.ts'
import { answerRequest } from './answer-request.ts'
import type { Grant, GrantRequest } from './api/tokens.ts'
import type { Conditions } from './conditions.ts'
import { control } from './control/control.ts'
import type { ShopifyFault } from './control/faults.ts'
import type { Mutation, MutationRequest } from './control/mutate.ts'
import type { LoggedRequest } from './control/request-log.ts'
import { makeSandbox } from './make-sandbox.ts'
import type { ShopifySandboxOptions } from './sandbox-options.ts'
import type { ShopifyStore } from './store/store.ts'

/** A running Shopify sandbox, and what a test can do with it. */
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
  /** Under which conditions it answers; what is set here holds from the next request on. */
  readonly conditions: Conditions
  /**
   * Arms a fault.
   *
   * @throws ControlError where the fault cannot be told so.
   * @example
   * sandbox.arm({ kind: 'http', status: 502, count: 2, skip: 5, match: 'orders(' })
   */
  arm(fault: ShopifyFault): void
  /** Disarms all faults. */
  disarm(): void
  /** The requests after the `since`-th, the latest ten thousand at most. @default 0 */
  requests(since?: number): readonly LoggedRequest[]
  /** Makes a round of changes. */
  mutate(request: MutationRequest): Mutation
  /** Issues another access token. */
  issueToken(request?: GrantRequest): Grant
  /** Whether there was such an access or refresh token to revoke. */
  revokeToken(token: string): boolean
  /**
   * Does what `POST /__control/VERB` does, without the detour.
   *
   * @throws ControlError where there is no such verb, or its settings will not do.
   * @example
   * sandbox.control('bulk', { action: 'occupy', count: 5 })
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
  const sandbox = makeSandbox(options)
  const { store, clock, conditions, app, tokens, refreshTokens, faults, log, mutations } = sandbox
  const server = await listenOnLoopback(options.port ?? 0, (request) => {
    const reply = answerRequest(sandbox, request)
    return { ...reply, headers: { ...reply.headers, Date: new Date(clock.now()).toUTCString() } }
  })
  return {
    url: server.url,
    shop: store.shop.myshopifyDomain,
    accessToken: sandbox.accessToken,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    refreshToken: sandbox.refreshToken,
    store,
    clock,
    conditions,
    arm: (fault) => faults.arm(new Settings({ ...fault })),
    disarm: () => faults.clear(),
    requests: (since = 0) => log.since(since),
    mutate: (request) => mutations.mutate(request),
    issueToken: (request) => tokens.issue(request),
    revokeToken: (token) => tokens.revoke(token) || refreshTokens.revoke(token),
    control: (verb, settings) => control(sandbox, verb, settings),
    close: server.close,
  }
}
