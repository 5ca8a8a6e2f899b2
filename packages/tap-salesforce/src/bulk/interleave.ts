/**
 * Gives the items of several sources as they come, at most `limit` sources at once. A source is asked
 * for its next item only when its last one has been used, so that what it gives may be reused.
 *
 * @throws The first error of any source; the others are asked for no more.
 */
export async function* interleave<Item>(
  sources: AsyncIterable<AsyncIterable<Item>>,
  limit: number,
): AsyncGenerator<Item, void, undefined> {
  const list = sources[Symbol.asyncIterator]()
  const active = new Map<AsyncIterator<Item>, Promise<Event<Item>>>()
  // One source ahead, so that finding the next one and using the last ones go on side by side.
  let ahead: AsyncIterable<Item> | undefined
  let listing: Promise<Event<Item>> | undefined
  let isListed = false
  const ask = (iterator: AsyncIterator<Item>) => {
    active.set(
      iterator,
      iterator.next().then((result) => ({ kind: 'item', iterator, result })),
    )
  }
  try {
    for (;;) {
      if (ahead !== undefined && active.size < limit) {
        ask(ahead[Symbol.asyncIterator]())
        ahead = undefined
      }
      if (!isListed && ahead === undefined) {
        listing ??= list.next().then((result) => ({ kind: 'source', result }))
      }
      const waiting = [...active.values(), ...(listing ? [listing] : [])]
      if (waiting.length === 0) return
      const event = await Promise.race(waiting)
      if (event.kind === 'source') {
        listing = undefined
        if (event.result.done) isListed = true
        else ahead = event.result.value
      } else if (event.result.done) active.delete(event.iterator)
      else {
        yield event.result.value
        ask(event.iterator)
      }
    }
  } finally {
    // Whoever is still at work ends at its next item, and nobody waits for it.
    for (const [iterator, pending] of active) {
      pending.catch(() => {})
      iterator.return?.().catch(() => {})
    }
    listing?.catch(() => {})
    list.return?.().catch(() => {})
  }
}

type Event<Item> =
  | {
      readonly kind: 'item'
      readonly iterator: AsyncIterator<Item>
      readonly result: IteratorResult<Item>
    }
  | { readonly kind: 'source'; readonly result: IteratorResult<AsyncIterable<Item>> }
