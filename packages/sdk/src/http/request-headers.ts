import { ConfigError } from '../errors.ts'

/** Headers of a request by name; a name counts whatever its case. */
export type RequestHeaders = Readonly<Record<string, string>>

/**
 * Puts sets of headers together; a later one wins, whatever the case of the name.
 *
 * @throws ConfigError where a value is none that a header may have.
 */
export function mergeHeaders(...sets: readonly RequestHeaders[]): Headers {
  const headers = new Headers()
  for (const set of sets) {
    for (const [name, value] of Object.entries(set)) headers.set(name, headerValue(name, value))
  }
  return headers
}

/**
 * Checks a value before `fetch` does, whose error would show the secret in it.
 *
 * @throws ConfigError where it holds a line break or a character beyond Latin-1.
 */
export function headerValue(name: string, value: string): string {
  const trimmed = value.trim()
  // Tab, and what is visible in Latin-1 (RFC 9110, 5.5).
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(trimmed)) return trimmed
  throw new ConfigError([
    {
      path: '',
      message: `The value for the header ${name} holds a line break or a character that no header may hold: copy the key or token anew.`,
    },
  ])
}
