import { LoadError } from '../load-error.ts'

interface RawError {
  readonly name?: string
  readonly statusCode?: number
  readonly message?: string
}

/** Turns an error of a search server, or of the way to it, into words with advice. */
export function explainSearch(error: unknown, address: string): unknown {
  if (LoadError.is(error)) return error
  const { statusCode, name = '', message = '' } = (error ?? {}) as RawError
  if (statusCode === 401 || statusCode === 403) {
    return new LoadError(
      'LOAD_SEARCH_CREDENTIALS',
      `The search server at ${address} refused the user (${statusCode}): check the user and the password of the search URL, and that the user may manage indexes and aliases.`,
      { cause: error, exitCode: 3 },
    )
  }
  const isFetch = error instanceof TypeError && message === 'fetch failed'
  if (isFetch || /^(Connection|Timeout|NoLivingConnections)\w*Error$|^TimeoutError$/.test(name)) {
    return new LoadError(
      'LOAD_SEARCH_UNREACHABLE',
      `The search server at ${address} cannot be reached, or gives no answer. Start it, or correct the search URL, and run again: the load goes on where it stopped.`,
      { cause: error },
    )
  }
  if (statusCode === undefined) return error
  return refusedBySearch(address, statusCode, message.split('\n')[0] ?? '', error)
}

/** A refusal that nothing more is known of. */
export const refusedBySearch = (
  address: string,
  status: number,
  why: string,
  cause?: unknown,
): LoadError =>
  new LoadError(
    'LOAD_SEARCH',
    `The search server at ${address} refused a request (${status} ${why}). Readers see the index as it was before; mend what it says and run again.`,
    { cause },
  )
