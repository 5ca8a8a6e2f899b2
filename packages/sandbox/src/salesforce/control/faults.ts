import type { Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { Distortion } from '../api/api-call.ts'
import type { Org } from '../org.ts'
import { type FaultKind, faultKinds } from './fault-kinds.ts'

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

  /**
   * Arms a fault.
   *
   * @param settings `kind`; `count` (1): how many requests it hits; `skip` (0): how many requests it
   *   lets pass first; `match` (''): a text that has to stand in the method, address or body.
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
  answer(org: Org, request: Request, proceed: (distortion: Distortion) => Reply): Reply {
    const text = searchable(request)
    for (const fault of this.#armed) {
      if (!text.includes(fault.match)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      fault.remaining--
      this.#armed = this.#armed.filter(({ remaining }) => remaining > 0)
      return fault.kind.apply({
        org,
        settings: fault.settings,
        proceed: (distortion = {}) => proceed(distortion),
      })
    }
    return proceed({})
  }
}

/** `GET /services/data/v68.0/query?q=SELECT Id FROM Account`, as people write it. */
function searchable({ method, path, body }: Request): string {
  const plain = path.replaceAll('+', ' ')
  try {
    return `${method} ${decodeURIComponent(plain)} ${body}`
  } catch {
    return `${method} ${plain} ${body}`
  }
}
