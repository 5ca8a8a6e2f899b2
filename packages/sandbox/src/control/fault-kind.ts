import type { Reply } from '../reply.ts'
import type { FaultDefault, FaultSettings } from './fault-settings.ts'
import type { Settings } from './settings.ts'

/** What a kind of fault can be told, with the defaults. */
export type FaultDefaults = Readonly<Record<string, FaultDefault>>

/** One way in which an answer goes wrong. `Call` is what it can do with a request. */
export interface FaultKind<Call, D extends FaultDefaults = FaultDefaults> {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  readonly defaults: D
  /**
   * Reads the settings, and gives what the fault does with a request: the answer, or undefined where
   * it has no hold on this one and waits for another.
   *
   * @throws ControlError where a setting will not do
   */
  readonly prepare: (settings: Settings) => (call: Call) => Reply | undefined
}

/** A kind of fault as it is declared. */
export interface FaultDeclaration<Call, D extends FaultDefaults> {
  readonly summary: string
  /** @default none */
  readonly defaults?: D
  readonly apply: (call: Call, settings: FaultSettings<D>) => Reply | undefined
}

/**
 * Makes what declares the kinds of faults of one server; the settings have the types of their
 * defaults.
 *
 * @example
 * const defineFault = faultDefiner<FaultCall>()
 * defineFault({ summary: 'late', defaults: { seconds: 1 }, apply: (call, { seconds }) => … })
 */
export function faultDefiner<Call>() {
  return <const D extends FaultDefaults = Record<never, never>>({
    summary,
    defaults = {} as D,
    apply,
  }: FaultDeclaration<Call, D>): FaultKind<Call, D> => ({
    summary,
    defaults,
    prepare: (settings) => {
      const told = Object.fromEntries(
        Object.entries(defaults).map(([name, value]) => [name, settings.like(name, value)]),
      ) as FaultSettings<D>
      return (call) => apply(call, told)
    },
  })
}
