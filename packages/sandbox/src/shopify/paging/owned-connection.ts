import type { GraphQLResolveInfo } from '../api/graphql.ts'
import type { RequestContext } from '../api/request-context.ts'
import type { Row, Table } from '../store/table.ts'
import { type ConnectionArguments, listConnection } from './connection.ts'
import type { Page } from './page.ts'

/** Says which record a row belongs to. */
export type OwnerOf<R> = (row: R) => number | string | null

interface Kept {
  readonly revision: number
  readonly rows: ReadonlyMap<unknown, readonly Row[]>
}

const kept = new WeakMap<Table<Row>, Map<unknown, Kept>>()
const none: readonly never[] = []

/**
 * The rows of a table that belong to a record. They are sorted out once for each state of the table.
 *
 * @param ownerOf The same function each time.
 */
export function ownedRows<R extends Row>(
  table: Table<R>,
  ownerOf: OwnerOf<R>,
  owner: number | string,
): readonly R[] {
  const tableKey = table as unknown as Table<Row>
  let ofTable = kept.get(tableKey)
  if (ofTable === undefined) {
    ofTable = new Map()
    kept.set(tableKey, ofTable)
  }
  let sorted = ofTable.get(ownerOf)
  if (sorted === undefined || sorted.revision !== table.revision) {
    const rows = new Map<unknown, Row[]>()
    for (const row of table.values()) {
      const key = ownerOf(row)
      const list = rows.get(key)
      if (list === undefined) rows.set(key, [row])
      else list.push(row)
    }
    sorted = { revision: table.revision, rows }
    ofTable.set(ownerOf, sorted)
  }
  return (sorted.rows.get(owner) as readonly R[] | undefined) ?? none
}

/**
 * Answers a connection over the records of a type that belong to another record.
 *
 * @param also Which of them the connection is about. Default: all.
 */
export function ownedConnection<R extends Row>(
  type: string,
  ownerOf: OwnerOf<R>,
  owner: number | string,
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  also: (row: R) => boolean = () => true,
): Page<R> {
  const visible = context.visible<R>(type) ?? (() => true)
  const rows = ownedRows(context.store.table<R>(type), ownerOf, owner)
  return listConnection(
    type,
    rows.filter((row) => visible(row) && also(row)),
    args,
    context,
    info,
  )
}
