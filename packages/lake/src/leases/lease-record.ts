import { encodePathPart } from '../path-part.ts'

/** What the object of a lease says. */
export interface LeaseRecord {
  readonly holder: string
  /** Grows by one with each holder. */
  readonly token: number
  readonly taken_at: string
  /** Past this time anybody may take it. */
  readonly expires_at: string
}

/** The object of a lease in the state zone. */
export const leaseKey = (customer: string, name: string): string =>
  `${encodePathPart(customer)}/leases/${encodePathPart(name)}.json`

/** The bytes of the object of a lease. */
export const bodyOf = (record: LeaseRecord) => Buffer.from(`${JSON.stringify(record)}\n`)

/** What the object of a lease says; undefined where it is damaged. */
export function parseLease(body: Buffer): LeaseRecord | undefined {
  try {
    const record = JSON.parse(body.toString()) as LeaseRecord
    return Number.isInteger(record.token) ? record : undefined
  } catch {
    return undefined
  }
}
