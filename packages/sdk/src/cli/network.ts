import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'

/**
 * Sets the engine under the global `fetch` for this process: the proxy that HTTP_PROXY, HTTPS_PROXY
 * and NO_PROXY name, and timeouts that leave the deciding to each request's own.
 */
export function prepareNetwork(): void {
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      connect: { timeout: 30_000 },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
    }),
  )
}
