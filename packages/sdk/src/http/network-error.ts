import { RequestError } from '../errors.ts'

/** What went wrong, and what the reader should look at. */
interface Explanation {
  readonly words: string
  /** Whether the same request may succeed a moment later. @default true */
  readonly isRetryable?: boolean
}

const name: Explanation = {
  words: 'its name cannot be resolved: check the host for a typing error, and the DNS and network',
}
const closed: Explanation = { words: 'the connection was closed before the answer was complete' }
const noRoute: Explanation = { words: 'no network leads there: check the network, VPN or firewall' }
const slow: Explanation = {
  words:
    'it did not answer in time: check the network, proxy and firewall, or allow a longer timeout',
}
const untrusted: Explanation = {
  words:
    'its certificate is not signed by an authority that this machine trusts: where a proxy or a ' +
    'private authority signs it, name its certificate in NODE_EXTRA_CA_CERTS',
  isRetryable: false,
}

/** By the codes of Node's `net`, `dns`, `tls` and of undici. */
const explanations: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: name,
  EAI_AGAIN: name,
  ECONNREFUSED: {
    words: 'it refuses connections: check the host and port, and whether the service is running',
  },
  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_SOCKET: closed,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: slow,
  UND_ERR_CONNECT_TIMEOUT: slow,
  UND_ERR_HEADERS_TIMEOUT: slow,
  UND_ERR_BODY_TIMEOUT: slow,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: {
    words: 'its certificate has expired: check the clock of this machine, or tell its owner',
    isRetryable: false,
  },
  CERT_NOT_YET_VALID: {
    words: 'its certificate is not valid yet: check the clock of this machine',
    isRetryable: false,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    words: 'its certificate is for another name: check the host',
    isRetryable: false,
  },
  EPROTO: {
    words: 'it does not speak TLS there: check whether the address begins with http or https',
    isRetryable: false,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    words: 'it does not speak TLS there: check whether the address begins with http or https',
    isRetryable: false,
  },
}

/**
 * Puts a failure of `fetch` into words: which host, what happened, what to check. Anything that is not
 * of the network (a bug, an abort) comes back as it is.
 *
 * @example
 * catch (error) { throw networkError(error, 'GET', url) }
 */
export function networkError(error: unknown, method: string, url: URL): unknown {
  if (!isFetchFailure(error)) return error
  const code = codeOf(error)
  const explanation = explanations[code ?? ''] ?? { words: 'the connection failed' }
  const tail = code === undefined ? '' : ` (${code})`
  return new RequestError(`${url.host} cannot be read: ${explanation.words}${tail}.`, {
    method,
    url: url.href,
    isRetryable: explanation.isRetryable ?? true,
    cause: error,
  })
}

/** `fetch` rejects with a TypeError of these messages, and puts what happened in its cause. */
const isFetchFailure = (error: unknown): error is Error =>
  error instanceof Error &&
  ((error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)) ||
    (codeOf(error) ?? '') in explanations)

/** The first code down the chain of causes, and into the attempts of several addresses. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown }
  if (typeof code === 'string') return code
  return (
    codeOf(cause, depth + 1) ?? codeOf(Array.isArray(errors) ? errors[0] : undefined, depth + 1)
  )
}
