import { textParts } from './reference.ts'

/** A secret that stands in the file, and where. */
export interface LiteralSecret {
  readonly path: readonly string[]
}

/**
 * Names of settings that hold secrets: those that our connectors mark so, and what connectors of the
 * Singer field call theirs. `token_url` and the like are none.
 */
const secretName =
  /(^|_)(password|passwd|passphrase|secret|token|api_?key|private_key|secret_key|access_key|account_key|credentials?)$/i

/** Whether a setting of this name holds a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name)

/** A URL with a password in it, `postgres://user:password@host`. */
const passwordInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/@:]*:[^/@]+@/i

const isLiteral = (text: string) => textParts(text).every((part) => typeof part === 'string')

/** The text with `x` for each reference: a password that is one is none in the file. */
const withoutReferences = (text: string) =>
  textParts(text)
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('')

/**
 * The secrets that stand in settings as they are, of any depth: texts of a setting whose name says
 * so, and passwords in URLs.
 */
export function literalSecrets(value: unknown, path: readonly string[] = []): LiteralSecret[] {
  if (typeof value === 'string') {
    const isNamed = isSecretName(path.at(-1) ?? '') && value !== '' && isLiteral(value)
    return isNamed || passwordInUrl.test(withoutReferences(value)) ? [{ path }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => literalSecrets(inner, [...path, name]))
}
