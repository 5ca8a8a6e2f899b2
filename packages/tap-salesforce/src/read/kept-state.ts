/** What a stream remembers beside its bookmark, as it stands in STATE. */
export interface KeptState {
  /** Up to when deletions have been asked for. */
  readonly deleted_until?: string
  /** When all ids were last compared. */
  readonly reconciled_at?: string
  /** When formulas were last looked at. */
  readonly formulas_at?: string
  /** The ledger that the next comparison is made with. */
  readonly ledger?: string
}

const names = ['deleted_until', 'reconciled_at', 'formulas_at', 'ledger'] as const

/** Reads what an earlier run kept. */
function keptState(kept: unknown): KeptState {
  if (typeof kept !== 'object' || kept === null) return {}
  const given = kept as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    names.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])),
  )
}

/** What a stream remembers, while it is read. */
export class Memory {
  #state: KeptState
  readonly #keep: (state: KeptState) => void

  constructor(kept: unknown, keep: (state: KeptState) => void) {
    this.#state = keptState(kept)
    this.#keep = keep
  }

  get state(): KeptState {
    return this.#state
  }

  remember(changes: KeptState): void {
    this.#state = { ...this.#state, ...changes }
    this.#keep(this.#state)
  }
}

/** Whether so many seconds have passed since a time; always where there is none. */
export const isDue = (since: string | undefined, seconds: number, now: number): boolean =>
  seconds > 0 && !(now - Date.parse(since ?? '') < seconds * 1000)
