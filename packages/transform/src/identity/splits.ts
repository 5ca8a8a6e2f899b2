import { randomBytes } from 'node:crypto'
import { encodePathPart, type ObjectStore } from '@descant/lake'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'

/** One decision that records are not whom they look like; an object of the state zone, never changed. */
export interface SplitEntry {
  /** ISO 8601. */
  readonly decided_at: string
  /** What the records have in common from then on, and no other; null takes a split back. */
  readonly split: string | null
  /** Nodes of the identity graph. */
  readonly nodes: readonly string[]
  /** Why, for those who audit. */
  readonly reason?: string
}

/** Which records stay apart from all others. */
export interface Splits {
  /** How many entries it is made of: a greater number is news. */
  readonly entries: number
  /** What each node was split into. */
  readonly ofNode: ReadonlyMap<string, string>
}

const prefixOf = (customer: string) => `${encodePathPart(customer)}/transform/splits/`

/** Reads a customer's splits: entries in the order of their time, later ones win. */
export async function readSplits(state: ObjectStore, customer: string): Promise<Splits> {
  const ofNode = new Map<string, string>()
  let entries = 0
  for await (const { key } of state.list(prefixOf(customer))) {
    const object = await state.get(key)
    if (object === undefined) continue
    entries += 1
    const { split, nodes } = JSON.parse(object.body.toString()) as SplitEntry
    for (const node of nodes) {
      if (split === null) ofNode.delete(node)
      else ofNode.set(node, split)
    }
  }
  return { entries, ofNode }
}

/** Adds a decision, durable when it resolves. */
export async function addSplit(
  state: ObjectStore,
  customer: string,
  entry: SplitEntry,
): Promise<void> {
  const time = entry.decided_at.replace(/[-:]/g, '')
  const key = `${prefixOf(customer)}${time}-${randomBytes(4).toString('hex')}.json`
  const body = Buffer.from(`${JSON.stringify(entry)}\n`)
  await state.create(key, body, { contentType: 'application/json' })
}

/** `identity_splits`: node and split. */
export function splitNodes(dialect: Dialect, splits: Splits | undefined): Step {
  const rows = [...(splits?.ofNode ?? [])].map(
    ([node, split]) => `SELECT ${dialect.text(node)} AS node, ${dialect.text(split)} AS split`,
  )
  const none = `SELECT ${dialect.cast('NULL', 'string')} AS node, ${dialect.cast('NULL', 'string')} AS split WHERE false`
  return { name: 'identity_splits', query: [none, ...rows].join(' UNION ALL ') }
}
