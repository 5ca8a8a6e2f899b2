/** What an authenticator may change of a request. */
export interface Credentials {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
}

/**
 * How requests prove who sends them. It is asked before each try, and only for requests to the
 * API's own origin.
 *
 * @example
 * const auth: Authenticator = {
 *   authenticate: ({ headers }) => headers.set('x-shop-token', token),
 * }
 */
export interface Authenticator {
  /** Adds the credentials to the request's headers or URL. */
  authenticate(request: Credentials, signal?: AbortSignal): void | Promise<void>
  /**
   * Told that the request was refused with status 401. Resolves to true where there are new
   * credentials now, and the request is worth sending once more. Default: there are none.
   */
  renew?(request: Credentials, signal?: AbortSignal): Promise<boolean>
}
