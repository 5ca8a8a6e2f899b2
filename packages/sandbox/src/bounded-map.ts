/**
 * Keeps what was made for a name, up to a number of names; the one that was added first goes first.
 *
 * @example
 * const documents = new BoundedMap<DocumentNode>(100)
 * documents.getOrMake(text, () => parse(text))
 */
export class BoundedMap<V> {
  readonly #limit: number
  readonly #entries = new Map<string, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  getOrMake(name: string, make: () => V): V {
    const kept = this.#entries.get(name)
    if (kept !== undefined) return kept
    const made = make()
    this.#entries.set(name, made)
    if (this.#entries.size > this.#limit) {
      this.#entries.delete(this.#entries.keys().next().value as string)
    }
    return made
  }
}
