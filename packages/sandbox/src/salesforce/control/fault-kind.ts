import type { FaultDefault, FaultSettings } from '../../control/fault-settings.ts'
import type { Settings } from '../../control/settings.ts'
import type { Reply } from '../../reply.ts'
import type { Distortion } from '../api/api-call.ts'
import type { Org } from '../org.ts'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly org: Org
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
  /** Does what a control verb does. */
  readonly control: (verb: string, settings: Readonly<Record<string, unknown>>) => void
}

/** One way in which an answer goes wrong. */
export interface FaultKind<
  D extends Readonly<Record<string, FaultDefault>> = Readonly<Record<string, FaultDefault>>,
> {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  /** What it can be told, with the defaults. */
  readonly defaults: D
  /**
   * Reads the settings, and gives what the fault does with a request.
   *
   * @throws ControlError where a setting will not do
   */
  readonly prepare: (settings: Settings) => (call: FaultCall) => Reply
}

/** Declares a kind of fault, whose settings have the types of their defaults. */
export function defineFault<
  const D extends Readonly<Record<string, FaultDefault>> = Record<never, never>,
>(kind: {
  readonly summary: string
  /** @default none */
  readonly defaults?: D
  readonly apply: (call: FaultCall, settings: FaultSettings<D>) => Reply
}): FaultKind<D> {
  const { summary, defaults = {} as D, apply } = kind
  return {
    summary,
    defaults,
    prepare: (settings) => {
      const told = Object.fromEntries(
        Object.entries(defaults).map(([name, value]) => [name, settings.like(name, value)]),
      ) as FaultSettings<D>
      return (call) => apply(call, told)
    },
  }
}
