import { createHash } from 'node:crypto'
import type { ObjectStore } from '@descant/lake'
import { addDecision, readDecisions } from '../decisions/decision-log.ts'

/** One request to forget somebody, or to take that back; an object of the state zone, never changed. */
export interface SuppressionEntry {
  /** ISO 8601. */
  readonly requested_at: string
  readonly kind: 'suppress' | 'lift'
  /** Why, for those who audit; never a name or an address. */
  readonly reason?: string
  /** What the person is known by, hashed: the list itself names nobody. */
  readonly identifiers: readonly string[]
}

/** Who must not be known any more. */
export interface SuppressionList {
  /** How many entries it is made of: a greater number is news. */
  readonly entries: number
  /** How many of them take others back. */
  readonly lifts: number
  readonly identifiers: ReadonlySet<string>
}

const folder = 'suppression'

/** What goes before an identifier where it is hashed, so that lists of two customers do not meet. */
export const suppressionSalt = (customer: string): string => `${customer} `

/**
 * An identifier as it stands in the list.
 *
 * @param identifier `e:` and an e-mail address, `t:` and an E.164 phone number, or `n:` and a node of
 *   the identity graph.
 */
export const suppressedIdentifier = (customer: string, identifier: string): string =>
  createHash('sha256')
    .update(`${suppressionSalt(customer)}${identifier}`)
    .digest('hex')

/**
 * Reads a customer's list. An entry that lifts takes back every earlier one that has an identifier of
 * its own in common, as a whole: who is known again by an address is so by their number too.
 */
export async function readSuppressionList(
  state: ObjectStore,
  customer: string,
): Promise<SuppressionList> {
  const entries = await readDecisions<SuppressionEntry>({ state, customer, folder })
  let standing: SuppressionEntry[] = []
  for (const entry of entries) {
    if (entry.kind === 'suppress') standing.push(entry)
    else {
      const lifted = new Set(entry.identifiers)
      standing = standing.filter(({ identifiers }) => !identifiers.some((one) => lifted.has(one)))
    }
  }
  return {
    entries: entries.length,
    lifts: entries.filter(({ kind }) => kind === 'lift').length,
    identifiers: new Set(standing.flatMap(({ identifiers }) => identifiers)),
  }
}

/** Adds an entry, durable when it resolves. */
export const addToSuppressionList = (
  state: ObjectStore,
  customer: string,
  entry: SuppressionEntry,
): Promise<void> => addDecision({ state, customer, folder }, entry.requested_at, entry)
