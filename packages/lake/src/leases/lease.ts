import { setTimeout as wait } from 'node:timers/promises'
import { LakeError, ObjectChangedError } from '../errors.ts'
import { encodePathPart } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'

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

/** What the object of a lease says. */
export interface LeaseRecord {
  readonly holder: string
  /** Grows by one with each holder. */
  readonly token: number
  readonly taken_at: string
  /** Past this time anybody may take it. */
  readonly expires_at: string
}

/** Another process holds the lease. */
export class LeaseHeldError extends LakeError {
  readonly held: LeaseRecord

  constructor(name: string, held: LeaseRecord) {
    super(
      'LAKE_LEASE_HELD',
      `${name} is being run by ${held.holder} since ${held.taken_at}. Wait for it to end; if it is dead, its lease ends by itself at ${held.expires_at}.`,
    )
    this.held = held
  }
}

/** The lease was taken by another process, because this one did not renew it in time. */
export class LeaseLostError extends LakeError {
  constructor(name: string) {
    super(
      'LAKE_LEASE_LOST',
      `The lease of ${name} was lost: this process was stopped, or the state zone out of reach, for longer than the lease is good for. Another may have taken over; run again.`,
    )
  }
}

/** Clocks of two machines may differ by so much without one taking what the other holds. */
const clockSkewOf = (milliseconds: number) => Math.min(2_000, milliseconds / 2)
const defaultMilliseconds = 60_000
const retryMilliseconds = 250

/** The object of a lease in the state zone. */
export const leaseKey = (customer: string, name: string): string =>
  `${encodePathPart(customer)}/leases/${encodePathPart(name)}.json`

/**
 * A right that one process has at a time, kept as an object of the state zone and changed by
 * compare-and-swap. It renews itself until it is released.
 *
 * A process can lose it without knowing, where it is stopped for longer than the lease is good for.
 * So each holder has a `token` greater than all before (a fencing token): what it writes should carry
 * the token, and what it does last should come after `check`.
 *
 * @example
 * const lease = await takeLease(state, 'acme', 'shop', { holder: `${hostname()} ${process.pid}` })
 * try {
 *   await run(lease.signal) // aborted when the lease is lost
 *   await lease.check()
 * } finally {
 *   await lease.release()
 * }
 */
export class Lease {
  readonly token: number
  readonly #store: ObjectStore
  readonly #key: string
  readonly #name: string
  readonly #options: Required<Pick<LeaseOptions, 'holder' | 'milliseconds' | 'now'>>
  readonly #takenAt: string
  readonly #lost = new AbortController()
  #etag: string
  #expiresAt: number
  #timer: NodeJS.Timeout
  #renewing: Promise<void> = Promise.resolve()
  #isRenewing = false

  /** Use `takeLease`. */
  constructor(
    place: { readonly store: ObjectStore; readonly key: string; readonly name: string },
    held: { readonly record: LeaseRecord; readonly etag: string },
    options: Required<Pick<LeaseOptions, 'holder' | 'milliseconds' | 'now'>>,
  ) {
    this.#store = place.store
    this.#key = place.key
    this.#name = place.name
    this.#options = options
    this.token = held.record.token
    this.#takenAt = held.record.taken_at
    this.#expiresAt = Date.parse(held.record.expires_at)
    this.#etag = held.etag
    // Three tries before it ends.
    this.#timer = setInterval(() => this.#renewInTime(), options.milliseconds / 4)
    this.#timer.unref()
  }

  /** Aborted when the lease is lost, with a `LeaseLostError` as its reason. */
  get signal(): AbortSignal {
    return this.#lost.signal
  }

  /**
   * Renews the lease now.
   *
   * @throws {LeaseLostError} where another has taken it.
   */
  async check(): Promise<void> {
    if (!this.#lost.signal.aborted) {
      await this.#renewing
      await this.#renew()
    }
    if (this.#lost.signal.aborted) throw this.#lost.signal.reason
  }

  /** Gives it back: the next one need not wait. Never throws for a lease that is lost. */
  async release(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewing.catch(() => undefined)
    if (this.#lost.signal.aborted) return
    this.#lose()
    const body = bodyOf({ ...this.#record(), expires_at: new Date(0).toISOString() })
    await this.#store.replace(this.#key, body, this.#etag).catch(ignoreChanged)
  }

  #renewInTime(): void {
    if (this.#isRenewing) {
      // The store hangs: others may hold the lease by now.
      if (this.#options.now() >= this.#expiresAt) this.#lose()
      return
    }
    this.#isRenewing = true
    this.#renewing = this.#renewing
      .then(() => this.#renew())
      .catch(() => {
        // The store was out of reach: the next try may find it, or the lease ends.
        if (this.#options.now() >= this.#expiresAt) this.#lose()
      })
      .finally(() => {
        this.#isRenewing = false
      })
  }

  async #renew(): Promise<void> {
    if (this.#lost.signal.aborted) return
    const { now, milliseconds } = this.#options
    const expiresAt = now() + milliseconds
    const record = { ...this.#record(), expires_at: new Date(expiresAt).toISOString() }
    try {
      this.#etag = (await this.#store.replace(this.#key, bodyOf(record), this.#etag)).etag
      this.#expiresAt = expiresAt
    } catch (error) {
      if (!(error instanceof ObjectChangedError)) throw error
      this.#lose()
    }
  }

  #record(): LeaseRecord {
    return {
      holder: this.#options.holder,
      token: this.token,
      taken_at: this.#takenAt,
      expires_at: new Date(this.#expiresAt).toISOString(),
    }
  }

  #lose(): void {
    clearInterval(this.#timer)
    this.#lost.abort(new LeaseLostError(this.#name))
  }
}

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
      ignoreChanged(error)
    }
  }
}

const signalOf = ({ signal }: LeaseOptions) => (signal ? { signal } : {})

const bodyOf = (record: LeaseRecord) => Buffer.from(`${JSON.stringify(record)}\n`)

function parseLease(body: Buffer): LeaseRecord | undefined {
  try {
    const record = JSON.parse(body.toString()) as LeaseRecord
    return Number.isInteger(record.token) ? record : undefined
  } catch {
    return undefined
  }
}

function ignoreChanged(error: unknown): void {
  if (!(error instanceof ObjectChangedError)) throw error
}
