/**
 * Hands on what comes until the signal is aborted, and then ends at once, even where the source would
 * keep us waiting. (`Promise.race` with a promise that never settles would keep every item in memory.)
 */
export async function* untilAborted<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]()
  let stop = (_: undefined) => {}
  const abort = () => stop(undefined)
  signal.addEventListener('abort', abort, { once: true })
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<Item> | undefined>((resolve, reject) => {
        stop = resolve
        iterator.next().then(resolve, reject)
      })
      if (next === undefined || next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
