import type { Random } from '../../random.ts'
import { type IdKind, idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'
import { eventOf } from './event-of.ts'
import type { EventRecord } from './record.ts'

/** What happened: something came to be, or went. */
interface Happening {
  readonly action: EventRecord['action']
  readonly kind: string
  readonly id: number
  readonly at: number
}

const creations: Readonly<Record<string, EventRecord['action']>> = {
  Collection: 'published',
  Customer: 'create',
  DraftOrder: 'create',
  Order: 'placed',
  Page: 'published',
  Product: 'create',
}

/** What a shop has deleted over the years, so many of each. */
export const gone: readonly (readonly [IdKind, number])[] = [
  ['Product', 4],
  ['Customer', 3],
  ['Order', 2],
  ['DraftOrder', 6],
  ['Collection', 1],
]

/** The events of a store, oldest first: how its records came, and what is no longer there. */
export function generateEvents(
  records: Readonly<Record<string, () => readonly Row[]>>,
  deleted: typeof gone,
  now: number,
  random: Random,
): EventRecord[] {
  const happenings: Happening[] = []
  for (const [kind, action] of Object.entries(creations)) {
    for (const row of records[kind]?.() ?? []) {
      happenings.push({ action, kind, id: row.id, at: row.createdAt })
    }
  }
  for (const [kind, count] of deleted) {
    if ((records[kind]?.() ?? []).length === 0) continue
    for (let index = 1; index <= count; index++) {
      const at = now - random.integer(1, 300 * 24 * 3600) * 1000
      happenings.push({ action: 'destroy', kind, id: idOf(kind, -index), at })
    }
  }
  return happenings
    .sort((left, right) => left.at - right.at)
    .flatMap(({ action, kind, id, at }, index) => eventOf(index, action, kind, id, at) ?? [])
}
