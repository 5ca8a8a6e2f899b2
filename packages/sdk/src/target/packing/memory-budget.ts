/** How much memory records take between being read and being durable, and how much they may. */
export class MemoryBudget {
  readonly #limit: number
  #taken = 0

  /** @param limit In bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get isSpent(): boolean {
    return this.#taken >= this.#limit
  }

  take(bytes: number): void {
    this.#taken += bytes
  }
}
