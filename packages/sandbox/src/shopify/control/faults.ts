import { jsonReply, type Reply, type Request } from '../../reply.ts'
import type { Distortion } from '../api/graphql-endpoint.ts'
import { INVALID_TOKEN, internalError } from '../api/refusals.ts'
import type { Settings } from './settings.ts'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly settings: Settings
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
  /** The last good answer to the same query, if that was the last thing answered. */
  readonly previous: Reply | undefined
  readonly newRequestId: () => string
  /** Takes points out of the bucket of the app that asks. */
  readonly drain: (points: number) => void
}

/** One way in which an answer goes wrong. */
export interface FaultKind {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  /** The answer, or undefined where the fault has no hold on this request and waits for another. */
  readonly apply: (call: FaultCall) => Reply | undefined
}

/** All kinds of faults, by name. A new one is an entry here. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
  throttle: {
    summary: 'THROTTLED, whatever the bucket holds',
    apply: ({ proceed }) => proceed({ throttled: true }),
  },
  drain: {
    summary: 'another client takes `points` (1000) out of the bucket first',
    apply: ({ settings, drain, proceed }) => {
      drain(settings.number('points', 1000))
      return proceed()
    },
  },
  http: {
    summary: '`status` (503) instead of an answer; `retry_after_seconds` (2) goes with a 429',
    apply: ({ settings }) => httpError(settings),
  },
  reset: {
    summary:
      'the connection is reset, after `after_bytes` (0) of the body; 0 is before the headers',
    apply: ({ settings, proceed }) => ({
      ...proceed(),
      transport: { resetAfterBytes: settings.number('after_bytes', 0) },
    }),
  },
  hang: {
    summary: 'no answer ever comes',
    apply: ({ proceed }) => ({ ...proceed(), transport: { hang: true } }),
  },
  slow: {
    summary: 'the answer comes `milliseconds` (1000) late',
    apply: ({ settings, proceed }) => ({
      ...proceed(),
      transport: { delayMilliseconds: settings.number('milliseconds', 1000) },
    }),
  },
  internal_error: {
    summary: 'INTERNAL_SERVER_ERROR with status 200',
    apply: ({ newRequestId }) => jsonReply(200, internalError(newRequestId())),
  },
  access_denied: {
    summary: 'ACCESS_DENIED for every field named `field` (customer), which lacks `scope`',
    apply: ({ settings, proceed }) => {
      const scope = settings.text('scope', 'read_customers')
      return proceed({ deniedFields: new Map([[settings.text('field', 'customer'), scope]]) })
    },
  },
  expired_token: {
    summary: '401, as for a token that has expired',
    apply: () => jsonReply(401, { errors: INVALID_TOKEN }),
  },
  duplicate_page: {
    summary: 'the answer to the page before, once more, when the next page of it is asked for',
    apply: ({ previous }) => previous,
  },
  short_page: {
    summary: 'nested connections return `size` (1) items at most; `silent` denies there are more',
    apply: ({ settings, proceed }) =>
      proceed({
        nestedPageLimit: {
          size: settings.number('size', 1),
          silent: settings.flag('silent', false),
        },
      }),
  },
}

function httpError(settings: Settings): Reply {
  const status = settings.number('status', 503)
  if (status === 429) {
    const seconds = settings.number('retry_after_seconds', 2)
    return jsonReply(
      429,
      {
        errors:
          'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
      },
      { 'Retry-After': seconds.toFixed(1) },
    )
  }
  if (status === 402) return jsonReply(402, { errors: 'Unavailable Shop' })
  if (status === 404) return jsonReply(404, { errors: 'Not Found' })
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Something went wrong</h1><p>What happened? Our servers could not answer.</p></body></html>\n`,
  }
}

interface ArmedFault {
  readonly name: string
  readonly kind: FaultKind
  readonly settings: Settings
  readonly match: string
  skip: number
  remaining: number
}

/** The faults that wait for a request, first come first served; one request meets one at most. */
export class Faults {
  #armed: ArmedFault[] = []
  #previous: { readonly body: string; readonly reply: Reply } | undefined

  /**
   * Arms a fault.
   *
   * @param settings `kind`; `count` (1): how many requests it hits; `skip` (0): how many requests it
   *   lets pass first; `match` (''): a text that the body of the request has to hold.
   * @throws ControlError where there is no such kind
   */
  arm(settings: Settings): void {
    const name = settings.choice('kind', Object.keys(faultKinds))
    this.#armed.push({
      name,
      kind: faultKinds[name] as FaultKind,
      settings,
      match: settings.text('match', ''),
      skip: settings.number('skip', 0),
      remaining: settings.positive('count', 1),
    })
  }

  clear(): void {
    this.#armed = []
  }

  /** What is armed, and how often it will still strike. */
  get armed(): { kind: string; remaining: number }[] {
    return this.#armed.map(({ name, remaining }) => ({ kind: name, remaining }))
  }

  /** Answers a request, with a fault in it where one is due. */
  answer(request: Request, call: Omit<FaultCall, 'settings' | 'previous'>): Reply {
    const reply = this.#strike(request, call) ?? call.proceed()
    this.#previous = { body: request.body, reply }
    return reply
  }

  #strike(request: Request, call: Omit<FaultCall, 'settings' | 'previous'>): Reply | undefined {
    for (const fault of this.#armed) {
      if (!request.body.includes(fault.match)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      const reply = fault.kind.apply({
        ...call,
        settings: fault.settings,
        previous: this.#previousPage(request),
      })
      if (reply === undefined) continue
      fault.remaining--
      this.#armed = this.#armed.filter(({ remaining }) => remaining > 0)
      return reply
    }
    return undefined
  }

  /** The last answer, where it was to the same query with other variables. */
  #previousPage(request: Request): Reply | undefined {
    if (this.#previous === undefined || this.#previous.body === request.body) return undefined
    const isSame = queryOf(this.#previous.body) === queryOf(request.body)
    return isSame && this.#previous.reply.status === 200 ? this.#previous.reply : undefined
  }
}

function queryOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { query?: unknown } | null)?.query
  } catch {
    return undefined
  }
}
