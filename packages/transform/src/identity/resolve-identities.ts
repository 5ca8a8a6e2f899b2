import type { Duck } from '@descant/lake/duckdb'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import {
  changedLabels,
  firstLabels,
  identityComponents,
  identityEdges,
  labelRound,
  mostRecordsOfAnIdentifier,
  nextLabels,
} from './components.ts'
import { type IdentityTables, identityLinks } from './links.ts'
import { type IdentityHistory, stableIds } from './stable-ids.ts'

export interface IdentityOptions extends IdentityTables, IdentityHistory {
  /** An identifier that more records share links none of them. @default 200 */
  readonly mostRecords?: number
}

/**
 * Finds who is who: leaves `identity_orders`, `identity_map_next` and `identity_merges_next` behind.
 *
 * The loop over rounds is driven from here because no recursion is common to the engines.
 *
 * @returns how many rounds it took until no label changed.
 */
export async function resolveIdentities(
  duck: Duck,
  dialect: Dialect,
  options: IdentityOptions,
): Promise<number> {
  await materialise(duck, [
    ...identityLinks(dialect, options),
    ...identityEdges(options.mostRecords ?? mostRecordsOfAnIdentifier),
    firstLabels,
  ])
  let rounds = 0
  for (let changed = 1n; changed > 0n; rounds++) {
    await materialise(duck, labelRound)
    changed = (await duck.rows<{ changed: bigint }>(changedLabels))[0]?.changed ?? 0n
    await materialise(duck, [nextLabels])
  }
  await materialise(duck, [identityComponents, ...stableIds(dialect, options)])
  return rounds
}
