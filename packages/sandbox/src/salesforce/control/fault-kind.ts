import { faultDefiner } from '../../control/fault-kind.ts'
import type { Reply } from '../../reply.ts'
import type { Distortion } from '../api-call.ts'
import type { Org } from '../org.ts'

/** What a fault can do with a request. */
export interface FaultCall {
  readonly org: Org
  /** Answers the request as it should be, or with a distortion. */
  readonly proceed: (distortion?: Distortion) => Reply
  /** Does what a control verb does. */
  readonly control: (verb: string, settings: Readonly<Record<string, unknown>>) => void
}

/** Declares a kind of fault, whose settings have the types of their defaults. */
export const defineFault = faultDefiner<FaultCall>()
