import { assignProfiles } from '../identity/assign-profiles.ts'
import { resolveIdentities } from '../identity/resolve-identities.ts'
import { identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { customers } from '../model/entities/customers.ts'
import { orders } from '../model/entities/orders.ts'
import { buildProfiles } from '../profiles/build-profiles.ts'
import { materialise } from '../sql/materialise.ts'
import { isMerged } from './merge-tables.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/** The tables that follow from who is who. */
export const identityTables: readonly string[] = [
  'identity_map',
  'identity_merges',
  'customers',
  'orders',
  'profiles',
  'identity_review',
]

/**
 * Finds who is who among all customers and orders, and builds their profiles: leaves `ENTITY_next`
 * of the identity tables behind.
 *
 * @returns the rounds that it took.
 */
export async function resolveProfiles(
  { duck, dialect, startedAt, linkage, progress }: RunContext,
  inputs: readonly ReadInput[],
): Promise<number> {
  progress({ stage: 'identity' })
  const newest = {
    customers: `customers_${isMerged(customers, inputs) ? 'merged' : 'current'}`,
    orders: `orders_${isMerged(orders, inputs) ? 'merged' : 'current'}`,
  }
  const rounds = await resolveIdentities(duck, dialect, {
    ...newest,
    map: `${identityMap.name}_current`,
    merges: `${identityMerges.name}_current`,
    now: startedAt,
    linkage,
  })
  await materialise(duck, assignProfiles(dialect, newest))
  progress({ stage: 'profiles' })
  const assigned = { customers: 'customers_next', orders: 'orders_next' }
  await materialise(duck, buildProfiles(dialect, assigned))
  return rounds
}
