import { ArmedFaults, type FaultTiming } from '../../control/armed-faults.ts'
import type { FaultSettings } from '../../control/fault-settings.ts'
import { ControlError, type Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { FaultCall, ShopifyFaultKind, Surface } from './fault-kind.ts'
import { faultKinds } from './fault-kinds.ts'

/** A fault to arm: its kind, what that can be told, when it strikes, and where. */
export type ShopifyFault = {
  [Kind in keyof typeof faultKinds]: {
    readonly kind: Kind
    /** Which requests it looks at. @default where the kind belongs, mostly 'graphql' */
    readonly on?: Surface
  } & FaultTiming &
    Partial<FaultSettings<(typeof faultKinds)[Kind]['defaults']>>
}[keyof typeof faultKinds]

/** The faults of a Shopify sandbox. Some of them answer with what was answered before. */
export class Faults {
  readonly #faults = new ArmedFaults<FaultCall, ShopifyFaultKind>(faultKinds, {
    names: ['on'],
    fits: fitsSurface,
  })
  #previous: { readonly body: string; readonly reply: Reply } | undefined

  /**
   * Arms a fault, see {@link ShopifyFault}.
   *
   * @throws ControlError where there is no such kind, or it cannot strike there
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

  /** Answers a request, with a fault in it where one is due. */
  answer(call: Omit<FaultCall, 'previous'>): Reply {
    const { request, surface } = call
    const previous = this.#previousPage(request)
    const struck = this.#faults.strike(`${request.path}\n${request.body}`, { ...call, previous })
    const reply = struck === undefined ? call.proceed() : onRecord(struck.reply, struck.fault)
    if (surface === 'graphql') this.#previous = { body: request.body, reply }
    return reply
  }

  /** The last answer, where it was to the same query with other variables. */
  #previousPage(request: Request): Reply | undefined {
    if (this.#previous === undefined || this.#previous.body === request.body) return undefined
    const isSame = queryOf(this.#previous.body) === queryOf(request.body)
    return isSame && this.#previous.reply.status === 200 ? this.#previous.reply : undefined
  }
}

function fitsSurface(kind: ShopifyFaultKind, settings: Settings): (call: FaultCall) => boolean {
  const surface = settings.text('on', kind.surfaces[0])
  if (!kind.surfaces.some((known) => known === surface)) {
    throw new ControlError(`"on" has to be one of ${kind.surfaces.join(', ')} for this kind`)
  }
  return (call) => call.surface === surface
}

const onRecord = (reply: Reply, fault: string): Reply => ({
  ...reply,
  facts: { ...reply.facts, fault },
})

function queryOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { query?: unknown } | null)?.query
  } catch {
    return undefined
  }
}
