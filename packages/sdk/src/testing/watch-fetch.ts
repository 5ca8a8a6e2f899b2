/** Answers a request in the place of the source; undefined lets it through. Requests count from 1. */
type Answer = (request: number) => Response | undefined

/**
 * Runs something while all requests through `globalThis.fetch` are counted, and answered where
 * `answer` does.
 */
export async function watchFetch<Result>(
  run: () => Promise<Result>,
  answer: Answer = () => undefined,
): Promise<{ readonly result: Result; readonly requests: number }> {
  const { fetch } = globalThis
  let requests = 0
  const watched: typeof fetch = async (...call) => answer(++requests) ?? fetch(...call)
  globalThis.fetch = watched
  try {
    return { result: await run(), requests }
  } finally {
    // Somebody else may have put a fetch of their own over ours meanwhile.
    if (globalThis.fetch === watched) globalThis.fetch = fetch
  }
}
