import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { ConfigError } from '../../errors.ts'

/** Claims of a token (RFC 7519, 4.1): strings, numbers, lists. Times are seconds since 1970. */
export type Claims = Readonly<Record<string, unknown>>

/**
 * Reads an RSA private key in PEM form. Line ends that were written as `\n`, as environment variables
 * hold them, are mended.
 *
 * @throws ConfigError where it is none; the key is not shown.
 */
export function readPrivateKey(pem: string, passphrase?: string): KeyObject {
  const key = parseKey(pem.replaceAll('\\n', '\n').trim(), passphrase)
  if (key?.asymmetricKeyType === 'rsa') return key
  throw new ConfigError([
    {
      path: 'private_key',
      message: 'must be an RSA private key in PEM form, from BEGIN to END, lines included.',
    },
  ])
}

/**
 * Makes a signed JSON Web Token, RS256 (RFC 7515, RFC 7518 3.3).
 *
 * @example
 * jsonWebToken(readPrivateKey(pem), { iss: clientId, sub: user, aud, exp }, { kid: 'key-1' })
 */
export function jsonWebToken(
  key: KeyObject,
  claims: Claims,
  header: Readonly<Record<string, string>> = {},
): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const content = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(claims)}`
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`
}

function parseKey(key: string, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) })
  } catch {
    return undefined
  }
}
