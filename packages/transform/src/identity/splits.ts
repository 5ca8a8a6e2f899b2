import type { ObjectStore } from '@descant/lake'
import { addDecision, readDecisions } from '../decisions/decision-log.ts'
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

const folder = 'transform/splits'

/** Reads a customer's splits: later entries win. */
export async function readSplits(state: ObjectStore, customer: string): Promise<Splits> {
  const entries = await readDecisions<SplitEntry>({ state, customer, folder })
  const ofNode = new Map<string, string>()
  for (const { split, nodes } of entries) {
    for (const node of nodes) {
      if (split === null) ofNode.delete(node)
      else ofNode.set(node, split)
    }
  }
  return { entries: entries.length, ofNode }
}

/** Adds a decision, durable when it resolves. */
export const addSplit = (state: ObjectStore, customer: string, entry: SplitEntry): Promise<void> =>
  addDecision({ state, customer, folder }, entry.decided_at, entry)

/** `identity_splits`: node and split. */
export function splitNodes(dialect: Dialect, splits: Splits | undefined): Step {
  const rows = [...(splits?.ofNode ?? [])].map(
    ([node, split]) => `SELECT ${dialect.text(node)} AS node, ${dialect.text(split)} AS split`,
  )
  const none = `SELECT ${dialect.cast('NULL', 'string')} AS node, ${dialect.cast('NULL', 'string')} AS split WHERE false`
  return { name: 'identity_splits', query: [none, ...rows].join(' UNION ALL ') }
}
