import { ObjectChangedError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { LeaseLostError } from './lease-errors.ts'
import { bodyOf, type LeaseRecord } from './lease-record.ts'

/** Who holds a lease, and how. */
export interface LeaseHolder {
  readonly holder: string
  readonly milliseconds: number
  readonly now: () => number
}

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
  readonly #options: LeaseHolder
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
    options: LeaseHolder,
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
    await this.#store.replace(this.#key, body, this.#etag).catch((error) => {
      if (!(error instanceof ObjectChangedError)) throw error
    })
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
