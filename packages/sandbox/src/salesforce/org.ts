import type { VirtualClock } from '../clock.ts'
import type { Activity } from './api/activity.ts'
import type { Usage } from './api/usage.ts'
import type { QueryJobs } from './bulk/query-jobs.ts'
import type { Faults } from './control/faults.ts'
import type { Mutations } from './control/mutations.ts'
import type { Sessions } from './oauth/sessions.ts'
import type { Cursors } from './query/cursors.ts'
import type { Schema } from './schema/schema.ts'
import type { SalesforceStore } from './store/store.ts'

/** How an org behaves. */
export interface OrgBehaviour {
  /** The most records that a page of a query has. */
  readonly pageRecords: number
  /** The most rows that a page of a bulk job has, where the client asks for no other number. */
  readonly bulkPageRecords: number
  /** Queries of which records times days of their window is more than this time out. */
  readonly queryTimeoutThreshold: number
  /** How often a bulk job has to be asked for until it is done. */
  readonly bulkPolls: number
  /** By how much every answer is late. */
  readonly latencyMilliseconds: number
  /** How long a change takes to be seen, by object; `*` stands for the others. */
  readonly visibilityLagMilliseconds: Readonly<Record<string, number>>
}

/** One org and all that belongs to it. */
export interface Org {
  readonly clock: VirtualClock
  readonly schema: Schema
  readonly store: SalesforceStore
  readonly sessions: Sessions
  readonly usage: Usage
  readonly cursors: Cursors
  readonly jobs: QueryJobs
  readonly faults: Faults
  readonly mutations: Mutations
  readonly activity: Activity
  behaviour: OrgBehaviour
}
