import type { FaultDefault, FaultSettings } from '../../control/fault-settings.ts'
import type { Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { Distortion } from '../api/distortion.ts'

/** Where requests come in: `/admin/api/…`, `/admin/oauth/access_token`, `/bulk/…`. */
export type Surface = 'graphql' | 'oauth' | 'file'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly request: Request
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
  /** The last good answer to the same query, if that was the last thing answered. */
  readonly previous: Reply | undefined
  readonly newRequestId: () => string
  /** Takes points out of the bucket of the app that asks. */
  readonly drain: (points: number) => void
  /** Does what a control verb does. */
  readonly control: (verb: string, settings: Readonly<Record<string, unknown>>) => void
}

/** One way in which an answer goes wrong. */
export interface FaultKind<
  D extends Readonly<Record<string, FaultDefault>> = Readonly<Record<string, FaultDefault>>,
> {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  /** Where it can strike; the first is where it does unless it is told another. */
  readonly surfaces: readonly Surface[]
  /** What it can be told, with the defaults. */
  readonly defaults: D
  /**
   * Reads the settings, and gives what the fault does with a request: the answer, or undefined where
   * it has no hold on this one and waits for another.
   *
   * @throws ControlError where a setting will not do
   */
  readonly prepare: (settings: Settings) => (call: FaultCall) => Reply | undefined
}

/** Declares a kind of fault, whose settings have the types of their defaults. */
export function defineFault<
  const D extends Readonly<Record<string, FaultDefault>> = Record<never, never>,
>(kind: {
  readonly summary: string
  /** @default ['graphql'] */
  readonly surfaces?: readonly Surface[]
  /** @default none */
  readonly defaults?: D
  readonly apply: (call: FaultCall, settings: FaultSettings<D>) => Reply | undefined
}): FaultKind<D> {
  const { summary, surfaces = ['graphql'], defaults = {} as D, apply } = kind
  return {
    summary,
    surfaces,
    defaults,
    prepare: (settings) => {
      const told = Object.fromEntries(
        Object.entries(defaults).map(([name, value]) => [name, settings.like(name, value)]),
      ) as FaultSettings<D>
      return (call) => apply(call, told)
    },
  }
}
