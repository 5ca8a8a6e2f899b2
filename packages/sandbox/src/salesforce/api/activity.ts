/** How many queries are remembered. */
const REMEMBERED = 10_000

/** What clients did: for tests that count. */
export class Activity {
  readonly calls = new Map<string, number>()
  readonly queries: string[] = []
  rowsServed = 0
  jobsCreated = 0
  mostAtOnce = 0
  #underWay: number[] = []

  /** Counts a call of an endpoint, as `GET /query`. */
  call(endpoint: string): void {
    this.calls.set(endpoint, (this.calls.get(endpoint) ?? 0) + 1)
  }

  query(soql: string): void {
    this.queries.push(soql)
    if (this.queries.length > REMEMBERED) this.queries.shift()
  }

  /** Counts a request that is under way until it is answered, in milliseconds of real time. */
  underWay(milliseconds: number, now = performance.now()): void {
    this.#underWay = this.#underWay.filter((end) => end > now)
    this.#underWay.push(now + milliseconds)
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay.length)
  }
}
