import { ArmedFaults, type FaultTiming } from '../../control/armed-faults.ts'
import type { FaultKind } from '../../control/fault-kind.ts'
import type { FaultSettings } from '../../control/fault-settings.ts'
import type { Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { FaultCall } from './fault-kind.ts'
import { faultKinds } from './fault-kinds.ts'

/**
 * A fault to arm: its kind, what that can be told, and when it strikes. `match` looks through the
 * request as `GET /services/data/v68.0/query?q=SELECT Id FROM Account`, with its body behind.
 */
export type SalesforceFault = {
  [Kind in keyof typeof faultKinds]: { readonly kind: Kind } & FaultTiming &
    Partial<FaultSettings<(typeof faultKinds)[Kind]['defaults']>>
}[keyof typeof faultKinds]

/** The faults of a Salesforce sandbox. */
export class Faults {
  readonly #faults = new ArmedFaults<FaultCall, FaultKind<FaultCall>>(faultKinds)

  /**
   * Arms a fault, see {@link SalesforceFault}.
   *
   * @throws ControlError where there is no such kind, or it cannot be told so
   */
  arm(settings: Settings): void {
    this.#faults.arm(settings)
  }

  clear(): void {
    this.#faults.clear()
  }

  /** What is armed, and how often it will still strike. */
  get armed(): { kind: string; remaining: number }[] {
    return this.#faults.armed
  }

  /** Answers a request, with the fault that is due in it, if one is. */
  answer(
    request: Request,
    call: FaultCall,
  ): { readonly reply: Reply; readonly fault: string | null } {
    return this.#faults.strike(searchable(request), call) ?? { reply: call.proceed(), fault: null }
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
