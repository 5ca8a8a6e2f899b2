import type { Request } from '../reply.ts'
import type { Org } from './org.ts'

/** How an answer is to be wrong; see the kinds of faults. */
export interface Distortion {
  /** So many rows are missing at the end of the page. */
  readonly dropRows?: number
  /** The last row of the page before comes once more at the start of this one. */
  readonly repeatRow?: boolean
  /** Texts have NUL bytes in them. */
  readonly nulBytes?: boolean
  readonly expireLocator?: boolean
  /** What befalls a bulk job when it is asked for. */
  readonly job?:
    | { readonly state: 'Failed'; readonly errorMessage: string }
    | { readonly state: 'Aborted' }
    | { readonly state: 'Deleted' }
}

/** A call of the API that has passed the door. */
export interface ApiCall {
  readonly org: Org
  readonly request: Request
  /** As `v68.0`. */
  readonly version: string
  /** As `/services/data/v68.0`. */
  readonly base: string
  readonly search: URLSearchParams
  readonly distortion: Distortion
}
