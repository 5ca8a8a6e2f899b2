import { LakeError } from '../errors.ts'
import type { LeaseRecord } from './lease-record.ts'

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
