/** What every record of the store has. Times are milliseconds since 1970, on whole seconds. */
export interface Row {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
}

interface Change<R> {
  readonly at: number
  readonly id: number
  readonly before: R | undefined
}

/**
 * The records of one kind, with a log of what changed, so that an index which lags behind can be
 * shown as it was. Records are never changed in place: a change puts a new record.
 */
export class Table<R extends Row> {
  #initial: (() => Iterable<R>) | undefined
  readonly #loaded = new Map<number, R>()
  readonly #changes: Change<R>[] = []
  #deleted = 0

  /**
   * @param rows The records that have always been there, in the order of their ids; made when the
   *   table is first asked for something.
   */
  constructor(rows: () => Iterable<R> = () => []) {
    this.#initial = rows
  }

  get #rows(): Map<number, R> {
    const initial = this.#initial
    if (initial !== undefined) {
      this.#initial = undefined
      for (const row of initial()) this.#loaded.set(row.id, row)
    }
    return this.#loaded
  }

  get size(): number {
    return this.#rows.size
  }

  get(id: number): R | undefined {
    return this.#rows.get(id)
  }

  values(): IterableIterator<R> {
    return this.#rows.values()
  }

  /** Every record that is or ever was there, some in several states: what has an id keeps it. */
  *everPresent(): IterableIterator<R> {
    yield* this.#rows.values()
    for (const { before } of this.#changes) if (before !== undefined) yield before
  }

  /** Adds or replaces a record at the moment `at` (milliseconds, never before an earlier change). */
  put(row: R, at: number): void {
    this.#changes.push({ at, id: row.id, before: this.#rows.get(row.id) })
    this.#rows.set(row.id, row)
  }

  /** Takes a record out at the moment `at`. What was there, or undefined where nothing was. */
  delete(id: number, at: number): R | undefined {
    const before = this.#rows.get(id)
    if (before === undefined) return undefined
    this.#changes.push({ at, id, before })
    this.#rows.delete(id)
    this.#deleted++
    return before
  }

  /** Whether anything was ever deleted, so that an older state may show what is gone. */
  get hasDeletions(): boolean {
    return this.#deleted > 0
  }

  /** Names the state of now; changes with every change. */
  get revision(): number {
    return this.#changes.length
  }

  /** How many changes had happened at a moment: names a state of the table for good. */
  revisionAt(moment: number): number {
    let revision = this.#changes.length
    while (revision > 0 && (this.#changes[revision - 1] as Change<R>).at > moment) revision--
    return revision
  }

  /** The records as they were at a revision. */
  rowsAt(revision: number): R[] {
    if (revision === this.#changes.length) return [...this.#rows.values()]
    const rows = new Map(this.#rows)
    for (let index = this.#changes.length - 1; index >= revision; index--) {
      const { id, before } = this.#changes[index] as Change<R>
      if (before === undefined) rows.delete(id)
      else rows.set(id, before)
    }
    return [...rows.values()]
  }
}
