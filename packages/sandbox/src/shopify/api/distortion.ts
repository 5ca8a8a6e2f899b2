import type { BulkFault } from '../bulk/bulk-operation.ts'
import type { NestedPageLimit } from './request-context.ts'

/** How one request is answered differently than it would be; set by faults. */
export interface Distortion {
  /** Fields that are refused, each with the scope that is said to be missing. */
  readonly deniedFields?: ReadonlyMap<string, string>
  readonly nestedPageLimit?: NestedPageLimit
  /** Whether the query is refused whatever the bucket holds. */
  readonly throttled?: boolean
  readonly bulkFault?: BulkFault
}
