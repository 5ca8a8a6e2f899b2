import type { Query } from './address.ts'
import type { ErrorMap } from './error-map.ts'
import type { HttpResponse } from './http-response.ts'
import type { Paginator } from './paginate.ts'
import type { RequestBody } from './request-body.ts'
import type { RetryPolicy } from './retry.ts'

/** One request. At most one of `json`, `form` and `body` is given. */
export interface HttpRequest extends RequestBody {
  /** @default 'GET', or 'POST' where there is a body */
  readonly method?: string
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  readonly retry?: RetryPolicy
  readonly timeoutSeconds?: number
  readonly maxResponseBytes?: number
  /** Laid over the client's own map. */
  readonly errors?: ErrorMap
  /** Allows a URL, a next link or a redirect of another origin; without credentials. @default false */
  readonly allowOtherOrigins?: boolean
  /** The request's name in metrics and logs. @default its path, with `{id}` for identifiers */
  readonly endpoint?: string
  /** Looks at an answer of status 2xx; what it throws counts as the answer's error, and is retried. */
  readonly check?: (response: HttpResponse) => void
}

/** A request for one page after another. */
export interface PagesRequest extends HttpRequest {
  /** Tells from a page what to ask for next. */
  readonly next: Paginator
}
