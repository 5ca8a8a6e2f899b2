import { randomBytes } from 'node:crypto'
import { encodePathPart, type ObjectStore } from '@descant/lake'

/** What people decided for a customer, an object of the state zone each; none is ever changed. */
export interface DecisionLog {
  readonly state: ObjectStore
  readonly customer: string
  /** The folder below the customer's, as `suppression`. */
  readonly folder: string
}

const prefixOf = ({ customer, folder }: DecisionLog) => `${encodePathPart(customer)}/${folder}/`

/** All entries in the order of their time. */
export async function readDecisions<Entry>(log: DecisionLog): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const { key } of log.state.list(prefixOf(log))) {
    const object = await log.state.get(key)
    if (object !== undefined) entries.push(JSON.parse(object.body.toString()) as Entry)
  }
  return entries
}

/**
 * Adds an entry, durable when it resolves.
 *
 * @param at ISO 8601, UTC: entries are read in its order.
 */
export async function addDecision(log: DecisionLog, at: string, entry: object): Promise<void> {
  const key = `${prefixOf(log)}${at.replace(/[-:]/g, '')}-${randomBytes(4).toString('hex')}.json`
  const body = Buffer.from(`${JSON.stringify(entry)}\n`)
  await log.state.create(key, body, { contentType: 'application/json' })
}
