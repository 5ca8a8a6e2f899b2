import { setTimeout as wait } from 'node:timers/promises'
import { ObjectChangedError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { Lease } from './lease.ts'
import { LeaseHeldError } from './lease-errors.ts'
import { bodyOf, type LeaseRecord, leaseKey, parseLease } from './lease-record.ts'

export interface LeaseOptions {
  /** Who takes it, for the eyes of a person: a host and process, say. */
  readonly holder: string
  /** How long it is held without being renewed. @default 60_000 */
  readonly milliseconds?: number
  /** Waits so long for another holder. @default 0 */
  readonly patienceMilliseconds?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
  readonly signal?: AbortSignal
}

/** Clocks of two machines may differ by so much without one taking what the other holds. */
const clockSkewOf = (milliseconds: number) => Math.min(2_000, milliseconds / 2)
const defaultMilliseconds = 60_000
const retryMilliseconds = 250

/**
 * Takes the lease of a name, of a customer.
 *
 * @throws {LeaseHeldError} where another holds it, for longer than the patience given.
 */
export async function takeLease(
  state: ObjectStore,
  customer: string,
  name: string,
  options: LeaseOptions,
): Promise<Lease> {
  const { holder, milliseconds = defaultMilliseconds, now = Date.now } = options
  const place = { store: state, key: leaseKey(customer, name), name }
  const giveUpAt = now() + (options.patienceMilliseconds ?? 0)
  for (;;) {
    const known = await state.get(place.key)
    const held = known && parseLease(known.body)
    if (held && Date.parse(held.expires_at) + clockSkewOf(milliseconds) > now()) {
      if (now() >= giveUpAt) throw new LeaseHeldError(name, held)
      await wait(retryMilliseconds * (0.5 + Math.random()), undefined, signalOf(options))
      continue
    }
    const record: LeaseRecord = {
      holder,
      token: (held?.token ?? 0) + 1,
      taken_at: new Date(now()).toISOString(),
      expires_at: new Date(now() + milliseconds).toISOString(),
    }
    try {
      const { etag } = await state.replace(place.key, bodyOf(record), known?.etag ?? null)
      return new Lease(place, { record, etag }, { holder, milliseconds, now })
    } catch (error) {
      if (!(error instanceof ObjectChangedError)) throw error
    }
  }
}

const signalOf = ({ signal }: LeaseOptions) => (signal ? { signal } : {})
