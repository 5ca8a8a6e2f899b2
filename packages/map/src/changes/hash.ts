import { createHash, createHmac } from 'node:crypto'
import { plainText } from '../json/plain-text.ts'
import type { Change } from './change.ts'

/** How a value may be hashed. */
export const hashAlgorithms = ['sha256', 'sha512', 'sha1', 'md5'] as const

export type HashAlgorithm = (typeof hashAlgorithms)[number]

/**
 * Hashes values to lower-case hexadecimal digits: a string's content, a number's digits as they are
 * written, the JSON of anything else.
 *
 * @param salt The key of an HMAC. Without it whoever can guess a value can tell it by its hash.
 * @example
 * hash('sha256').apply('"jane@example.com"') // '"8c87b489…"'
 */
export function hash(algorithm: HashAlgorithm, salt?: string): Change {
  const digest = (value: string): string =>
    (salt === undefined ? createHash(algorithm) : createHmac(algorithm, salt))
      .update(value)
      .digest('hex')
  return { type: { type: 'string' }, apply: (text) => `"${digest(plainText(text))}"` }
}
