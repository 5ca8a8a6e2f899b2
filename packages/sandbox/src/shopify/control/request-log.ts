import type { Reply } from '../../reply.ts'
import { formatDateTime } from '../api/scalars.ts'
import type { Surface } from './fault-kind.ts'

/** A request that was answered. Costs are in points, null where none was worked out. */
export interface LoggedRequest {
  /** Counted from 1, over all requests. */
  readonly number: number
  /** By the sandbox's clock. */
  readonly at: string
  readonly surface: Surface
  readonly status: number
  /** The kind of the fault that struck, if one did. */
  readonly fault: string | null
  /** The version that answered. */
  readonly version: string | null
  readonly app: string | null
  /** The name of the operation. */
  readonly operation: string | null
  /** The fields at the root of the query. */
  readonly root_fields: readonly string[]
  /** What the query uses that is deprecated. */
  readonly deprecated: readonly string[]
  readonly requested_cost: number | null
  readonly actual_cost: number | null
  readonly throttled: boolean
  /** The codes of the errors in the answer. */
  readonly errors: readonly string[]
}

/** How many requests are kept. */
const KEPT_REQUESTS = 10_000

/** What was asked of a sandbox, the latest ten thousand requests. */
export class RequestLog {
  #requests: LoggedRequest[] = []
  #count = 0

  add(surface: Surface, at: number, { status, facts }: Reply): void {
    this.#count++
    this.#requests.push({
      number: this.#count,
      at: formatDateTime(at),
      surface,
      status,
      fault: facts?.fault ?? null,
      version: facts?.version ?? null,
      app: facts?.app ?? null,
      operation: facts?.operation ?? null,
      root_fields: facts?.rootFields ?? [],
      deprecated: facts?.deprecations ?? [],
      requested_cost: facts?.requestedCost ?? null,
      actual_cost: facts?.actualCost ?? null,
      throttled: facts?.errors?.includes('THROTTLED') ?? false,
      errors: facts?.errors ?? [],
    })
    if (this.#requests.length > 2 * KEPT_REQUESTS) {
      this.#requests = this.#requests.slice(-KEPT_REQUESTS)
    }
  }

  /** The requests after the `number`-th. */
  since(number: number): LoggedRequest[] {
    return this.#requests.slice(-KEPT_REQUESTS).filter((request) => request.number > number)
  }

  /** How many requests there were so far. */
  get count(): number {
    return this.#count
  }
}
