/** What batches of a stream wait for: those that may go side by side, and those that go alone. */
export class WriteOrder {
  #turn: Promise<unknown> = Promise.resolve()
  readonly #running = new Set<Promise<unknown>>()

  /**
   * Does a piece of work when its turn has come, which is in the order of the calls.
   *
   * @param goesAlone is asked then: such work waits for all before it, and all after it wait
   */
  async run(goesAlone: () => boolean, work: () => Promise<void>): Promise<void> {
    const before = this.#turn
    const turn = before.then(async () => {
      if (!goesAlone()) return { running: this.#begin(work) }
      await Promise.allSettled(this.#running)
      const running = this.#begin(work)
      await running.catch(() => {})
      return { running }
    })
    this.#turn = turn
    await (await turn).running
  }

  #begin(work: () => Promise<void>): Promise<void> {
    const running = work().finally(() => this.#running.delete(running))
    running.catch(() => {})
    this.#running.add(running)
    return running
  }
}
