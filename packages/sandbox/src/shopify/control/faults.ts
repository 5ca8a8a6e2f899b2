import type { FaultSettings } from '../../control/fault-settings.ts'
import { ControlError, type Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { FaultCall, FaultKind, Surface } from './fault-kind.ts'
import { faultKinds } from './fault-kinds.ts'

/** When a fault strikes. */
export interface FaultTiming {
  /** How many requests it hits. @default 1 */
  readonly count?: number
  /** How many requests it lets pass first. @default 0 */
  readonly skip?: number
  /** From there on it hits each so many-th of them. @default 1 */
  readonly every?: number
  /** A text that the path or the body of the request has to hold. @default '' */
  readonly match?: string
  /** Which requests it looks at. @default where the kind belongs, mostly 'graphql' */
  readonly on?: Surface
}

const timings = ['count', 'skip', 'every', 'match', 'on'] satisfies (keyof FaultTiming)[]

/** A fault to arm: its kind, what that can be told, and when it strikes. */
export type ShopifyFault = {
  [Kind in keyof typeof faultKinds]: { readonly kind: Kind } & FaultTiming &
    Partial<FaultSettings<(typeof faultKinds)[Kind]['defaults']>>
}[keyof typeof faultKinds]

interface ArmedFault {
  readonly name: string
  readonly strike: (call: FaultCall) => Reply | undefined
  readonly surface: Surface
  readonly match: string
  readonly every: number
  skip: number
  remaining: number
}

/** The faults that wait for a request, first come first served; one request meets one at most. */
export class Faults {
  #armed: ArmedFault[] = []
  #previous: { readonly body: string; readonly reply: Reply } | undefined

  /**
   * Arms a fault, see {@link ShopifyFault}.
   *
   * @throws ControlError where there is no such kind, or it cannot strike there
   */
  arm(settings: Settings): void {
    const name = settings.choice('kind', Object.keys(faultKinds))
    const kind = faultKinds[name as keyof typeof faultKinds] as FaultKind
    const known = ['kind', ...timings, ...Object.keys(kind.defaults)]
    const unknown = settings.names.find((given) => !known.includes(given))
    if (unknown !== undefined) {
      throw new ControlError(`${name} has no "${unknown}"; there are ${known.join(', ')}`)
    }
    const surface = settings.text('on', kind.surfaces[0]) as Surface
    if (!kind.surfaces.includes(surface)) {
      throw new ControlError(`"on" has to be one of ${kind.surfaces.join(', ')} for ${name}`)
    }
    this.#armed.push({
      name,
      strike: kind.prepare(settings),
      surface,
      match: settings.text('match', ''),
      every: settings.positive('every', 1),
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
  answer(surface: Surface, call: Omit<FaultCall, 'previous'>): Reply {
    const reply = this.#strike(surface, call) ?? call.proceed()
    if (surface === 'graphql') this.#previous = { body: call.request.body, reply }
    return reply
  }

  /** All faults count the request that they let pass, though one at most strikes. */
  #strike(surface: Surface, call: Omit<FaultCall, 'previous'>): Reply | undefined {
    const { request } = call
    const previous = this.#previousPage(request)
    let struck: Reply | undefined
    for (const fault of this.#armed) {
      const fits = `${request.path}\n${request.body}`.includes(fault.match)
      if (fault.surface !== surface || !fits) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      const reply = struck === undefined ? fault.strike({ ...call, previous }) : undefined
      if (reply === undefined) continue
      fault.remaining--
      fault.skip = fault.every - 1
      struck = { ...reply, facts: { ...reply.facts, fault: fault.name } }
    }
    this.#armed = this.#armed.filter(({ remaining }) => remaining > 0)
    return struck
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
