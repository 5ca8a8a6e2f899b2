import type { Clock } from '../../clock.ts'
import { recordId, recordIndex } from './record-id.ts'
import type { Row } from './row.ts'

/** A record that is gone, or in the recycle bin, as `/deleted` tells of it. */
export interface Deletion {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly deletedAt: number
  /** It is told though the record lives, as happens with currency types. */
  readonly isFalse?: boolean
}

interface Pending {
  readonly visibleAt: number
  readonly index: number
  readonly row: Row | undefined
}

/** What a table starts with: so many records, each made from its number. */
export interface TableContents {
  readonly size: number
  row(index: number): Row
}

interface Kept {
  /** As they will be seen once all changes are visible. */
  readonly latest: (Row | undefined)[]
  /** As they are seen now. */
  readonly visible: (Row | undefined)[]
}

/**
 * The records of one object, by the number in their id. A change can take its time to be seen, as
 * that of a long transaction does; until then readers meet the record as it was.
 */
export class Table {
  readonly keyPrefix: string
  readonly #clock: Clock
  readonly #contents: () => TableContents
  #kept: Kept | undefined
  #pending: Pending[] = []
  readonly #deletions: (Deletion & { readonly visibleAt: number })[] = []

  /** @param contents Asked for when the first record is: most tables of an org never are. */
  constructor(keyPrefix: string, contents: () => TableContents, clock: Clock) {
    this.keyPrefix = keyPrefix
    this.#contents = contents
    this.#clock = clock
  }

  get #rows(): Kept {
    if (this.#kept === undefined) {
      const { size, row } = this.#contents()
      const latest = Array.from({ length: size }, (_, index) => row(index))
      this.#kept = { latest, visible: [...latest] }
    }
    return this.#kept
  }

  /** How many records there are once every change is visible, deleted ones in the bin included. */
  get count(): number {
    if (this.#kept === undefined) return this.#contents().size
    let count = 0
    for (const row of this.#kept.latest) if (row !== undefined) count++
    return count
  }

  /** The records that can be seen now, deleted ones in the recycle bin among them. */
  *rows(): IterableIterator<Row> {
    this.#settle()
    for (const row of this.#rows.visible) if (row !== undefined) yield row
  }

  /** The records as they will be seen once every change is visible: the truth. */
  *truth(): IterableIterator<Row> {
    for (const row of this.#rows.latest) if (row !== undefined) yield row
  }

  /** The record of an id, as it is seen now. */
  find(id: string): Row | undefined {
    this.#settle()
    const index = recordIndex(this.keyPrefix, id)
    return index === undefined ? undefined : this.#rows.visible[index]
  }

  /** The record of an id, its last change included, seen or not. */
  findLatest(id: string): Row | undefined {
    const index = recordIndex(this.keyPrefix, id)
    return index === undefined ? undefined : this.#rows.latest[index]
  }

  /** The id that the next new record has. */
  nextId(): string {
    return recordId(this.keyPrefix, this.#rows.latest.length)
  }

  /** Adds or replaces a record, to be seen from a moment on. */
  put(row: Row, visibleAt: number): void {
    this.#change(
      recordIndex(this.keyPrefix, row.Id as string) ?? this.#rows.latest.length,
      row,
      visibleAt,
    )
  }

  /** Takes a record away for good, from a moment on. */
  remove(id: string, visibleAt: number): void {
    const index = recordIndex(this.keyPrefix, id)
    if (index !== undefined) this.#change(index, undefined, visibleAt)
  }

  /** Remembers for `/deleted` that a record went. */
  logDeletion(deletion: Deletion, visibleAt: number): void {
    this.#deletions.push({ ...deletion, visibleAt })
  }

  /** What was deleted, as it can be seen now: logged, or in the bin; not what was taken back. */
  deletions(): Deletion[] {
    const now = this.#clock.now()
    const deletions = new Map<string, Deletion>()
    for (const { Id, IsDeleted, SystemModstamp } of this.rows()) {
      if (IsDeleted !== true || typeof SystemModstamp !== 'number') continue
      deletions.set(Id as string, { id: Id as string, deletedAt: SystemModstamp })
    }
    for (const { visibleAt, ...deletion } of this.#deletions) {
      const lives = this.find(deletion.id)?.IsDeleted === false
      if (visibleAt <= now && (deletion.isFalse || !lives)) deletions.set(deletion.id, deletion)
    }
    return [...deletions.values()]
  }

  #change(index: number, row: Row | undefined, visibleAt: number): void {
    this.#rows.latest[index] = row
    this.#pending.push({ visibleAt, index, row })
    this.#pending.sort((left, right) => left.visibleAt - right.visibleAt)
    this.#settle()
  }

  #settle(): void {
    const now = this.#clock.now()
    let due = 0
    for (const { visibleAt, index, row } of this.#pending) {
      if (visibleAt > now) break
      this.#rows.visible[index] = row
      due++
    }
    if (due > 0) this.#pending = this.#pending.slice(due)
  }
}
