/** A request that was answered. */
export interface LoggedCall {
  /** Counted from 1, over all. */
  readonly number: number
  /** By the sandbox's clock. */
  readonly at: string
  /** As `GET /query`, below the version; requests within a composite request are on record too. */
  readonly endpoint: string
  readonly status: number
  /** The code of the refusal, if it was one. */
  readonly error: string | null
  /** The kind of the fault that struck, if one did. */
  readonly fault: string | null
  /** The query that came with it. */
  readonly soql: string | null
}

/** How many requests are kept. */
const KEPT_CALLS = 10_000

/** What clients did: for tests that count. */
export class Activity {
  /** How often each endpoint was called. */
  readonly counts = new Map<string, number>()
  rowsServed = 0
  jobsCreated = 0
  mostAtOnce = 0
  #calls: LoggedCall[] = []
  #number = 0
  #underWay = 0

  add(call: Omit<LoggedCall, 'number'>): void {
    this.counts.set(call.endpoint, (this.counts.get(call.endpoint) ?? 0) + 1)
    this.#calls.push({ number: ++this.#number, ...call })
    if (this.#calls.length > 2 * KEPT_CALLS) this.#calls = this.#calls.slice(-KEPT_CALLS)
  }

  /** The requests after the `number`-th, the latest ten thousand at most. */
  since(number: number): LoggedCall[] {
    return this.#calls.slice(-KEPT_CALLS).filter((call) => call.number > number)
  }

  /** Counts a request as under way until what is given back is called. */
  begin(): () => void {
    this.#underWay++
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay)
    return () => {
      this.#underWay--
    }
  }
}
