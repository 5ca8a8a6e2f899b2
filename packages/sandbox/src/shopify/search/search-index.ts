import { BoundedMap } from '../../bounded-map.ts'
import type { Clock } from '../../clock.ts'
import { type Conditions, usualConditions } from '../conditions.ts'
import type { SortedRows } from '../paging/page.ts'
import { compareKeys, type SortKey } from '../paging/sort-key.ts'
import type { Row, Table } from '../store/table.ts'
import { type CompiledSearch, compileSearch } from './compile-search.ts'
import type { SearchFields } from './search-field.ts'

/** A kind of record that can be searched and paged. */
export interface SearchableKind<R extends Row> extends SearchFields<R> {
  /** The GraphQL type of the records. */
  readonly type: string
  readonly sortKeys: Readonly<Record<string, SortKey<R>>>
}

/** What a connection asks the index for. */
export interface Selection {
  readonly query?: string | null
  readonly sortKey: string
  readonly reverse: boolean
}

/** What the index answers: records in order, and how the search was understood. */
export interface Selected<R> extends SortedRows<R> {
  readonly search: CompiledSearch<R> | undefined
}

type LagConditions = Pick<Conditions, 'indexLagMilliseconds' | 'indexLagMillisecondsOf'>

/** How many answers are kept, so that paging through one costs no more than finding the place. */
const KEPT_SELECTIONS = 32

/**
 * The search index of a store. Like the real one it may lag behind: what filters and sorts is each
 * record's state of a while ago, what is handed out is the record of now. Without a filter, in the
 * order of ids, nothing lags.
 */
export class SearchIndex {
  readonly #clock: Clock
  readonly #conditions: LagConditions
  readonly #zone: string
  // A name begins with the type, so what is kept under it is of that type.
  readonly #kept = new BoundedMap<unknown>(KEPT_SELECTIONS)

  constructor(clock: Clock, zone: string, conditions: LagConditions = usualConditions) {
    this.#clock = clock
    this.#zone = zone
    this.#conditions = conditions
  }

  select<R extends Row>(
    kind: SearchableKind<R>,
    table: Table<R>,
    selection: Selection,
  ): Selected<R> {
    const query = selection.query?.trim() ?? ''
    const now = this.#clock.now()
    const lag = query === '' && selection.sortKey === 'ID' ? 0 : this.#lagOf(kind)
    const revision = table.revisionAt(now - lag)
    const name = JSON.stringify([kind.type, revision, query, selection.sortKey, selection.reverse])
    const compute = () => this.#compute(kind, table.rowsAt(revision), query, selection, now)
    // A search that names `now` means another moment each time.
    if (/\bnow\b/i.test(query)) return compute()
    return this.#kept.getOrMake(name, compute) as Selected<R>
  }

  /** A kind is named for the connection that lists it: `2026-10 QueryRoot.products`. */
  #lagOf({ type }: { readonly type: string }): number {
    const { indexLagMilliseconds, indexLagMillisecondsOf } = this.#conditions
    return indexLagMillisecondsOf[type.replace(/^.*\./, '')] ?? indexLagMilliseconds
  }

  #compute<R extends Row>(
    kind: SearchableKind<R>,
    rows: readonly R[],
    query: string,
    selection: Selection,
    now: number,
  ): Selected<R> {
    const search = query === '' ? undefined : compileSearch(query, kind, { zone: this.#zone, now })
    return { ...sortRows(rows.filter(search?.matches ?? (() => true)), kind, selection), search }
  }
}

/** Sorts records as a connection asks for; the list itself is sorted. */
export function sortRows<R extends Row>(
  rows: R[],
  kind: SearchableKind<R>,
  { sortKey, reverse }: Omit<Selection, 'query'>,
): SortedRows<R> {
  const key = kind.sortKeys[sortKey] as SortKey<R>
  const order = (left: R, right: R) =>
    compareKeys({ value: key.of(left), id: left.id }, { value: key.of(right), id: right.id })
  return { rows: rows.sort(reverse ? (left, right) => order(right, left) : order), key, reverse }
}
