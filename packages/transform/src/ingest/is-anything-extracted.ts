import { type ObjectStore, parseRawKey } from '@descant/lake'
import { readLedger } from './ledger.ts'
import { rawPrefix } from './list-raw.ts'

/** Where records of a customer would be, or what was made of them. */
export interface CustomerZones {
  /** The raw zone. */
  readonly raw: ObjectStore
  /** The state zone. */
  readonly state: ObjectStore
  readonly customer: string
}

/**
 * Whether a customer has records, or ever had: where not, a transform has nothing to begin with.
 *
 * @throws {LakeError} where a zone cannot be read.
 * @example
 * if (!(await isAnythingExtracted({ raw, state, customer: 'acme' }))) return
 */
export async function isAnythingExtracted({
  raw,
  state,
  customer,
}: CustomerZones): Promise<boolean> {
  for await (const { key } of raw.list(rawPrefix(customer))) {
    if (parseRawKey(key) !== undefined) return true
  }
  return (await readLedger(state, customer)).version > 0
}
