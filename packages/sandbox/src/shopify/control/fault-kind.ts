import type { Settings } from '../../control/settings.ts'
import type { Reply, Request } from '../../reply.ts'
import type { Distortion } from '../api/graphql-endpoint.ts'

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

/** A setting of a fault: its default, of which null stands for a number that is not told. */
type Default = string | number | boolean | null | Readonly<Record<string, unknown>>

/** What a fault can be told, by the defaults of it. */
export type FaultSettings<D> = {
  readonly [Name in keyof D]: D[Name] extends null
    ? number | null
    : D[Name] extends string
      ? string
      : D[Name] extends number
        ? number
        : D[Name] extends boolean
          ? boolean
          : Readonly<Record<string, unknown>>
}

/** One way in which an answer goes wrong. */
export interface FaultKind<
  D extends Readonly<Record<string, Default>> = Readonly<Record<string, Default>>,
> {
  /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
  readonly summary: string
  /** Where it can strike; the first is where it does unless it is told another. */
  readonly surfaces: readonly Surface[]
  /** What it can be told, with the defaults. */
  readonly defaults: D
  /** The answer, or undefined where the fault has no hold on this request and waits for another. */
  readonly apply: (call: FaultCall, settings: Settings) => Reply | undefined
}

/** Declares a kind of fault, whose settings have the types of their defaults. */
export function defineFault<
  const D extends Readonly<Record<string, Default>> = Record<never, never>,
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
    apply: (call, settings) => {
      const told = Object.entries(defaults).map(([name, value]) => [
        name,
        settings.like(name, value),
      ])
      return apply(call, Object.fromEntries(told) as FaultSettings<D>)
    },
  }
}
