import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'

/** For whom a refresh token gets access tokens, and for what. */
export interface Refreshable {
  readonly app: string
  readonly scopes: readonly string[]
}

interface RefreshToken extends Refreshable {
  readonly text: string
  readonly expiresAt: number
  /** The one that was used to get this one. */
  readonly parent: RefreshToken | undefined
  usedAt?: number
  isRetired?: boolean
  replacement?: RefreshToken
}

const DAY_MILLISECONDS = 24 * 3600 * 1000

/** How long a refresh token is good, in seconds. */
export const REFRESH_TOKEN_SECONDS = (90 * DAY_MILLISECONDS) / 1000

/** How long after its first use a token can be used again by a client that lost the answer. */
const RECOVERY_MILLISECONDS = 30 * DAY_MILLISECONDS

/**
 * The refresh tokens of a shop. Each use gives another one; the old one stays good, for a client that
 * lost the answer, until the new one is used
 * (https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens).
 */
export class RefreshTokens {
  readonly #clock: Clock
  readonly #random: Random
  readonly #tokens = new Map<string, RefreshToken>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  issue(refreshable: Refreshable): string {
    return this.#issue(refreshable, undefined).text
  }

  /** Trades a token for another one, or gives undefined where it is not good (any more). */
  rotate(text: unknown): (Refreshable & { readonly replacement: string }) | undefined {
    const token = this.#tokens.get(String(text))
    const now = this.#clock.now()
    if (token === undefined || token.isRetired || now >= token.expiresAt) return undefined
    token.usedAt ??= now
    if (now >= token.usedAt + RECOVERY_MILLISECONDS) return undefined
    if (token.parent !== undefined) token.parent.isRetired = true
    // The replacement that was given out before did not arrive, or else it would be used.
    if (token.replacement !== undefined) token.replacement.isRetired = true
    token.replacement = this.#issue(token, token)
    return { app: token.app, scopes: token.scopes, replacement: token.replacement.text }
  }

  /** Whether there was such a token to revoke. */
  revoke(text: string): boolean {
    return this.#tokens.delete(text)
  }

  #issue({ app, scopes }: Refreshable, parent: RefreshToken | undefined): RefreshToken {
    const token: RefreshToken = {
      text: `shprt_${this.#random.hex(32)}`,
      app,
      scopes,
      parent,
      expiresAt: this.#clock.now() + REFRESH_TOKEN_SECONDS * 1000,
    }
    this.#tokens.set(token.text, token)
    return token
  }
}
