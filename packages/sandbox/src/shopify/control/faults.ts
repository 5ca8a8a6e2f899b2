import type { Reply, Request } from '../../reply.ts'
import { type FaultCall, type FaultKind, faultKinds } from './fault-kinds.ts'
import type { Settings } from './settings.ts'

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
