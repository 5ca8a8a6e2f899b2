import { AuthError } from '../../errors.ts'
import { type Clock, systemClock } from '../clock.ts'
import { untilAbort } from '../until-abort.ts'

/** What a token endpoint gave. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** Milliseconds since 1970; absent where it was not told, and the token is good until refused. */
  readonly expiresAt?: number | undefined
  /** Every field of the answer, as `instance_url`. */
  readonly fields: Readonly<Record<string, unknown>>
}

export interface TokenSourceOptions {
  /** Asks for new tokens; is given the ones that are no longer good. */
  readonly request: (current: Tokens | undefined) => Promise<Tokens>
  /** Tokens from an earlier run. */
  readonly initial?: Tokens | undefined
  /** Seconds before its end from which a token is no longer used, but at most half its life. @default 60 */
  readonly marginSeconds?: number | undefined
  /**
   * Given the new tokens when the refresh token changes, and waited for before they are used: the old
   * one may be dead already. Where it throws, the error is the request's, and the next request tries
   * to hand over the same tokens again.
   */
  readonly onRotated?: ((tokens: Tokens) => void | Promise<void>) | undefined
  readonly clock?: Clock | undefined
}

/**
 * Tokens that are good now. However many requests wait for new ones, they are asked for once.
 *
 * @example
 * const source = new TokenSource({ request: () => askTokenEndpoint() })
 * const { accessToken } = await source.get()
 */
export class TokenSource {
  readonly #options: TokenSourceOptions
  readonly #clock: Clock
  #tokens: Tokens | undefined
  #goodUntil: number
  #unsaved: Tokens | undefined
  #pending: Promise<Tokens> | undefined
  #refused: AuthError | undefined

  constructor(options: TokenSourceOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#tokens = options.initial
    // With an empty access token there is only a refresh token to begin with.
    this.#goodUntil = options.initial?.accessToken
      ? (options.initial.expiresAt ?? Number.POSITIVE_INFINITY) - this.#margin
      : 0
  }

  /** @throws AuthError where the other side gives none; it is not asked again. */
  async get(signal?: AbortSignal): Promise<Tokens> {
    const isGood = this.#clock.now() < this.#goodUntil && !this.#unsaved
    return this.#tokens && isGood ? this.#tokens : untilAbort(this.#refresh(), signal)
  }

  /** Told that a token was refused. Resolves to true where there is another one now. */
  async renew(accessToken: string, signal?: AbortSignal): Promise<boolean> {
    // Another request may have come first; then its tokens are as new as can be.
    if (this.#tokens?.accessToken === accessToken) this.#goodUntil = 0
    return (await this.get(signal)).accessToken !== accessToken
  }

  get #margin(): number {
    return (this.#options.marginSeconds ?? 60) * 1000
  }

  #refresh(): Promise<Tokens> {
    this.#pending ??= this.#exchange().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #exchange(): Promise<Tokens> {
    if (this.#refused) throw this.#refused
    if (!this.#unsaved) await this.#ask()
    if (this.#unsaved) {
      await this.#options.onRotated?.(this.#unsaved)
      this.#unsaved = undefined
    }
    return this.#tokens as Tokens
  }

  async #ask(): Promise<void> {
    const before = this.#tokens
    const asked = this.#clock.now()
    const tokens = await this.#options.request(before).catch((error) => {
      if (error instanceof AuthError) this.#refused = error
      throw error
    })
    const { expiresAt = Number.POSITIVE_INFINITY } = tokens
    const life = Math.max(0, expiresAt - asked)
    this.#goodUntil = expiresAt - Math.min(this.#margin, life / 2)
    // Answers leave the refresh token out where it stays the same.
    this.#tokens = { ...tokens, refreshToken: tokens.refreshToken ?? before?.refreshToken }
    const isRotated = this.#tokens.refreshToken !== before?.refreshToken
    if (isRotated && this.#tokens.refreshToken !== undefined) this.#unsaved = this.#tokens
  }
}
