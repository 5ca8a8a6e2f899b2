import { createPublicKey, verify } from 'node:crypto'

/** What a JWT claims, as far as the token endpoint asks. */
interface Claims {
  readonly iss?: unknown
  readonly sub?: unknown
  readonly aud?: unknown
  readonly exp?: unknown
}

/** What the token endpoint knows of the client that a JWT should come from. */
export interface JwtExpectation {
  readonly clientId: string
  readonly username: string
  readonly publicKey: string | undefined
  /** The addresses that can be the audience. */
  readonly audiences: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How far ahead an assertion may expire, and how far clocks may be apart. */
const LONGEST_LIFE_SECONDS = 300
const SKEW_SECONDS = 60

/**
 * Looks at an assertion of the JWT bearer flow.
 *
 * @returns The `error` and `error_description` of what is wrong, or undefined where all is right.
 */
export function jwtProblem(
  assertion: string,
  expected: JwtExpectation,
): readonly [error: string, description: string] | undefined {
  const [header = '', payload = '', signature = ''] = assertion.split('.')
  const algorithm = readPart(header)?.alg
  const claims: Claims | undefined = readPart(payload)
  if (algorithm !== 'RS256' || claims === undefined) return ['invalid_grant', 'invalid assertion']
  if (claims.iss !== expected.clientId) return ['invalid_client_id', 'client identifier invalid']
  if (!signedBy(expected.publicKey, `${header}.${payload}`, signature)) {
    return ['invalid_grant', 'invalid assertion']
  }
  if (!expected.audiences.includes(String(claims.aud)))
    return ['invalid_grant', 'audience is invalid']
  const seconds = expected.now / 1000
  const expires = Number(claims.exp)
  if (!(expires > seconds - SKEW_SECONDS)) return ['invalid_grant', 'expired authorization code']
  if (expires > seconds + LONGEST_LIFE_SECONDS + SKEW_SECONDS)
    return ['invalid_grant', 'invalid assertion']
  if (claims.sub !== expected.username) {
    return ['invalid_grant', "user hasn't approved this consumer"]
  }
  return undefined
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function signedBy(publicKey: string | undefined, text: string, signature: string): boolean {
  if (publicKey === undefined) return false
  const key = createPublicKey(publicKey)
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
