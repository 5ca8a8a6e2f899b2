import type { VirtualClock } from '../clock.ts'
import type { QueryJobs } from './bulk/query-jobs.ts'
import type { Conditions } from './conditions.ts'
import type { Sessions } from './oauth/sessions.ts'
import type { Cursors } from './query/cursors.ts'
import type { Schema } from './schema/schema.ts'
import type { SalesforceStore } from './store/store.ts'
import type { Activity } from './usage/activity.ts'
import type { Usage } from './usage/usage.ts'

/** One org and all that belongs to it. */
export interface Org {
  readonly clock: VirtualClock
  readonly schema: Schema
  readonly store: SalesforceStore
  readonly sessions: Sessions
  readonly usage: Usage
  readonly cursors: Cursors
  readonly jobs: QueryJobs
  readonly activity: Activity
  readonly conditions: Conditions
}
