import type { Org } from '../org.ts'
import type { Faults } from './faults.ts'
import type { Mutations } from './mutations.ts'

/** An org, and what can befall it. */
export interface ControlledOrg extends Org {
  readonly faults: Faults
  readonly mutations: Mutations
}
