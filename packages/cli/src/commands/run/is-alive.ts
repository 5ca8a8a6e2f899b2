import { type LeaseRecord, leaseKey, type ObjectStore } from '@descant/lake'
import { leaseName } from '../../run/run-lease.ts'
import type { RunSubject } from '../../runs/run-record.ts'

/** Whether a run of a subject holds its lease now. */
export async function isAlive(state: ObjectStore, subject: RunSubject): Promise<boolean> {
  const found = await state.get(leaseKey(subject.customer, leaseName(subject)))
  if (found === undefined) return false
  const { expires_at } = JSON.parse(found.body.toString()) as LeaseRecord
  return Date.parse(expires_at) > Date.now()
}
