/**
 * Sets the engine under the global `fetch` for this process: the proxy that HTTP_PROXY, HTTPS_PROXY
 * and NO_PROXY name, and timeouts that leave the deciding to each request's own. undici is loaded by
 * the first request, so that a process without one does not pay for it.
 */
export function prepareNetwork(): void {
  const original = globalThis.fetch
  let ready: Promise<void> | undefined
  const first: typeof globalThis.fetch = async (...request) => {
    ready ??= setEngine()
    await ready
    if (globalThis.fetch === first) globalThis.fetch = original
    return original(...request)
  }
  globalThis.fetch = first
}

const setEngine = async (): Promise<void> => {
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici')
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      connect: { timeout: 30_000 },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
    }),
  )
}
