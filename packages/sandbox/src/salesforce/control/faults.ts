import type { FaultSettings } from '../../control/fault-settings.ts'
import { ControlError, type Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { FaultCall, FaultKind } from './fault-kind.ts'
import { faultKinds } from './fault-kinds.ts'

/** When a fault strikes. */
interface FaultTiming {
  /** How many requests it hits. @default 1 */
  readonly count?: number
  /** How many requests it lets pass first. @default 0 */
  readonly skip?: number
  /** From there on it hits each so many-th of them. @default 1 */
  readonly every?: number
  /**
   * A text that the request has to hold, written as `GET /services/data/v68.0/query?q=SELECT Id FROM
   * Account` with its body behind. @default ''
   */
  readonly match?: string
}

const timings = ['count', 'skip', 'every', 'match'] satisfies (keyof FaultTiming)[]

/** A fault to arm: its kind, what that can be told, and when it strikes. */
export type SalesforceFault = {
  [Kind in keyof typeof faultKinds]: { readonly kind: Kind } & FaultTiming &
    Partial<FaultSettings<(typeof faultKinds)[Kind]['defaults']>>
}[keyof typeof faultKinds]

interface ArmedFault {
  readonly name: string
  readonly strike: (call: FaultCall) => Reply
  readonly match: string
  readonly every: number
  skip: number
  remaining: number
}

/** An answer, and the kind of the fault that is in it. */
export interface FaultyReply {
  readonly reply: Reply
  readonly fault: string | null
}

/** The faults that wait for a request, first come first served; one request meets one at most. */
export class Faults {
  #armed: ArmedFault[] = []

  /**
   * Arms a fault, see {@link SalesforceFault}.
   *
   * @throws ControlError where there is no such kind, or it cannot be told so
   */
  arm(settings: Settings): void {
    const name = settings.choice('kind', Object.keys(faultKinds))
    const kind = faultKinds[name as keyof typeof faultKinds] as FaultKind
    const known = ['kind', ...timings, ...Object.keys(kind.defaults)]
    const unknown = settings.names.find((given) => !known.includes(given))
    if (unknown !== undefined) {
      throw new ControlError(`${name} has no "${unknown}"; there are ${known.join(', ')}`)
    }
    this.#armed.push({
      name,
      strike: kind.prepare(settings),
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
  answer(request: Request, call: FaultCall): FaultyReply {
    const text = searchable(request)
    for (const fault of this.#armed) {
      if (!text.includes(fault.match)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      fault.skip = fault.every - 1
      fault.remaining--
      this.#armed = this.#armed.filter(({ remaining }) => remaining > 0)
      return { reply: fault.strike(call), fault: fault.name }
    }
    return { reply: call.proceed(), fault: null }
  }
}

/** The request as people write it. */
function searchable({ method, path, body }: Request): string {
  const plain = path.replaceAll('+', ' ')
  try {
    return `${method} ${decodeURIComponent(plain)} ${body}`
  } catch {
    return `${method} ${plain} ${body}`
  }
}
