import {
  type FaultDeclaration,
  type FaultDefaults,
  type FaultKind,
  faultDefiner,
} from '../../control/fault-kind.ts'
import type { Reply, Request } from '../../reply.ts'
import type { Distortion } from '../api/distortion.ts'

/** Where requests come in: `/admin/api/…`, `/admin/oauth/access_token`, `/bulk/…`. */
export type Surface = 'graphql' | 'oauth' | 'file'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly request: Request
  readonly surface: Surface
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

/** One way in which an answer of Shopify goes wrong. */
export interface ShopifyFaultKind<D extends FaultDefaults = FaultDefaults>
  extends FaultKind<FaultCall, D> {
  /** Where it can strike; the first is where it does unless it is told another. */
  readonly surfaces: readonly Surface[]
}

const define = faultDefiner<FaultCall>()

/** Declares a kind of fault, whose settings have the types of their defaults. */
export function defineFault<const D extends FaultDefaults = Record<never, never>>({
  surfaces = ['graphql'],
  ...declaration
}: FaultDeclaration<FaultCall, D> & {
  /** @default ['graphql'] */
  readonly surfaces?: readonly Surface[]
}): ShopifyFaultKind<D> {
  return { ...define(declaration), surfaces }
}
