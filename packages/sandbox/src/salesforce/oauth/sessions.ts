import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'

/** An access token and what it is good for. */
export interface Session {
  readonly accessToken: string
  readonly issuedAt: number
  /** Moves on with every use. */
  expiresAt: number
  callsLeft: number
}

/** How sessions of an org live. */
export interface SessionPolicy {
  /** How long after its last use a session ends. */
  readonly sessionSeconds: number
  /** After how many calls it ends, however young. */
  readonly sessionCalls: number
  /** Every refresh gives a new refresh token, and the one before dies. */
  readonly rotateRefreshTokens: boolean
}

/** The sessions and refresh tokens of an org. */
export class Sessions {
  readonly organizationId: string
  readonly userId: string
  readonly username = 'user1@sandbox.example'
  readonly clientId: string
  readonly clientSecret: string
  policy: SessionPolicy
  /** What verifies a JWT of this client, in PEM; a public key or a certificate. */
  publicKey: string | undefined
  readonly #clock: Clock
  readonly #random: Random
  readonly #sessions = new Map<string, Session>()
  readonly #refreshTokens = new Set<string>()

  constructor(
    ids: { readonly organizationId: string; readonly userId: string },
    policy: SessionPolicy,
    publicKey: string | undefined,
    clock: Clock,
    random: Random,
  ) {
    this.organizationId = ids.organizationId
    this.userId = ids.userId
    this.policy = policy
    this.publicKey = publicKey
    this.#clock = clock
    this.#random = random
    this.clientId = `3MVG9${random.hex(80)}`
    this.clientSecret = random.hex(64).toUpperCase()
  }

  /** Starts a session. */
  open(): Session {
    const now = this.#clock.now()
    const session: Session = {
      accessToken: `${this.organizationId.slice(0, 15)}!AQEAQ${this.#random.hex(80)}`,
      issuedAt: now,
      expiresAt: now + this.policy.sessionSeconds * 1000,
      callsLeft: this.policy.sessionCalls,
    }
    this.#sessions.set(session.accessToken, session)
    return session
  }

  /** Whether a token opens the door; using it prolongs it. */
  use(accessToken: string): boolean {
    const session = this.#sessions.get(accessToken)
    const now = this.#clock.now()
    if (session === undefined || session.expiresAt <= now || session.callsLeft <= 0) return false
    session.expiresAt = now + this.policy.sessionSeconds * 1000
    session.callsLeft--
    return true
  }

  issueRefreshToken(): string {
    const token = `5Aep861${this.#random.hex(76)}`
    this.#refreshTokens.add(token)
    return token
  }

  knowsRefreshToken(token: string): boolean {
    return this.#refreshTokens.has(token)
  }

  /** Ends a session or a refresh token; whether there was one. */
  revoke(token: string): boolean {
    return this.#sessions.delete(token) || this.#refreshTokens.delete(token)
  }

  /** Ends every session; refresh tokens stay. */
  expireAll(): void {
    this.#sessions.clear()
  }
}
