/**
 * Hands on what comes until the signal is aborted, and then ends at once, even where the source would
 * keep us waiting.
 */
export async function* untilAborted<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]()
  let abort = () => {}
  const aborted = new Promise<undefined>((resolve) => {
    abort = () => resolve(undefined)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    while (!signal.aborted) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next === undefined || next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
