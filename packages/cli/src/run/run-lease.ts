import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { type Lease, LeaseHeldError, type ObjectStore, takeLease } from '@descant/lake'
import type { RunSubject } from '../runs/run-record.ts'

/** What the lease of a subject is called in the state zone. */
export const leaseName = ({ stage, source }: RunSubject): string =>
  source === undefined ? `run.${stage}` : `run.${stage}.${source}`

export interface RunLeaseOptions {
  readonly leaseSeconds: number
  readonly signal: AbortSignal
  readonly now?: () => number
  /** Told once where another run holds it and may be dead. */
  readonly onWait?: (holder: LeaseHeldError) => void
}

/** How often it is looked whether a holder that may be dead is. */
const lookMilliseconds = 500

/**
 * Takes the lease of a subject. Where another run holds it, it is waited for as long as it takes to
 * tell a run that was killed from one that lives: the lease of the first is not renewed and ends.
 *
 * @throws {LeaseHeldError} where another run is alive.
 */
export async function takeRunLease(
  state: ObjectStore,
  subject: RunSubject,
  options: RunLeaseOptions,
): Promise<Lease> {
  const holder = `${hostname()} ${process.pid}`
  const leaseOptions = {
    holder,
    milliseconds: options.leaseSeconds * 1000,
    signal: options.signal,
    ...(options.now ? { now: options.now } : {}),
  }
  let seen: LeaseHeldError | undefined
  for (;;) {
    try {
      return await takeLease(state, subject.customer, leaseName(subject), leaseOptions)
    } catch (error) {
      if (!(error instanceof LeaseHeldError)) throw error
      const isRenewed =
        seen !== undefined &&
        (seen.held.expires_at !== error.held.expires_at || seen.held.token !== error.held.token)
      if (isRenewed) throw error
      if (seen === undefined) options.onWait?.(error)
      seen = error
    }
    await wait(lookMilliseconds, undefined, { signal: options.signal })
  }
}
