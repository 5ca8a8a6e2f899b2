import type { VirtualClock } from '../../clock.ts'
import type { Settings } from '../../control/settings.ts'
import type { GraphqlEndpoint } from '../api/graphql-endpoint.ts'
import type { Tokens } from '../api/tokens.ts'
import type { BulkOperations } from '../bulk/bulk-operations.ts'
import type { Conditions } from '../conditions.ts'
import type { InstalledApp, OAuthEndpoint } from '../oauth/oauth-endpoint.ts'
import type { RefreshTokens } from '../oauth/refresh-tokens.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Faults } from './faults.ts'
import type { Mutations } from './mutate.ts'
import type { RequestLog } from './request-log.ts'

/** What the control verbs act on. */
export interface ControlledSandbox {
  readonly seed: number
  readonly store: ShopifyStore
  readonly clock: VirtualClock
  readonly conditions: Conditions
  /** The app that the tokens are for. */
  readonly app: InstalledApp
  readonly tokens: Tokens
  readonly refreshTokens: RefreshTokens
  readonly oauth: OAuthEndpoint
  readonly bulk: BulkOperations
  readonly endpoint: GraphqlEndpoint
  readonly faults: Faults
  readonly log: RequestLog
  readonly mutations: Mutations
  /** The tokens that the sandbox was started with. */
  readonly accessToken: string
  readonly refreshToken: string
}

/** Something that can be asked at `POST /__control/VERB`. */
export interface Verb {
  /** Its settings by name, each with what follows the name in the README; `…` is for any other. */
  readonly takes: Readonly<Record<string, string>>
  readonly does: string
  readonly act: (sandbox: ControlledSandbox, settings: Settings) => object
}
