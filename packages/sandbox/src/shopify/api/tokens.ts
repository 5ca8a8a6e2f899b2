import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import { publishedSchema } from '../published/published-schema.ts'
import { LATEST_VERSION } from './versions.ts'

/** What an access token allows. */
export interface Grant {
  readonly token: string
  /** Tokens of one app share one bucket of points. */
  readonly app: string
  readonly scopes: ReadonlySet<string>
  /** Milliseconds since 1970, or undefined where the token does not expire. */
  readonly expiresAt: number | undefined
}

/** What every token may do unless it is issued with less: read everything. */
export const defaultScopes = (): string[] => [
  'read_all_orders',
  ...publishedSchema(LATEST_VERSION).scopes.filter((name) => name.startsWith('read_')),
]

/** The app whose tokens are issued without another name. */
export const DEFAULT_APP = 'sandbox'

/** What to issue a token with. */
export interface GrantRequest {
  /** @default 'sandbox' */
  readonly app?: string
  /** @default every scope that reads */
  readonly scopes?: readonly string[]
  /** How long the token lives. Without it, for ever. */
  readonly ttlSeconds?: number
  /** What the token begins with. @default 'shpat_' */
  readonly prefix?: string
}

/** The access tokens of a shop: issued, looked up, revoked. */
export class Tokens {
  readonly #clock: Clock
  readonly #random: Random
  readonly #grants = new Map<string, Grant>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  issue(request: GrantRequest = {}): Grant {
    const grant: Grant = {
      token: `${request.prefix ?? 'shpat_'}${this.#random.hex(32)}`,
      app: request.app ?? DEFAULT_APP,
      scopes: new Set(request.scopes ?? defaultScopes()),
      expiresAt:
        request.ttlSeconds === undefined
          ? undefined
          : this.#clock.now() + request.ttlSeconds * 1000,
    }
    this.#grants.set(grant.token, grant)
    return grant
  }

  /** The grant of a token, or undefined where it is unknown, revoked or expired. */
  find(token: string | undefined): Grant | undefined {
    const grant = token === undefined ? undefined : this.#grants.get(token)
    if (grant?.expiresAt !== undefined && grant.expiresAt <= this.#clock.now()) return undefined
    return grant
  }

  /** Changes what a token may do. Whether there was such a token. */
  changeScopes(token: string, scopes: readonly string[]): boolean {
    const grant = this.#grants.get(token)
    if (grant !== undefined) this.#grants.set(token, { ...grant, scopes: new Set(scopes) })
    return grant !== undefined
  }

  /** Whether there was such a token to revoke. */
  revoke(token: string): boolean {
    return this.#grants.delete(token)
  }
}
