import {
  type DataFile,
  decodePathPart,
  encodePathPart,
  type ObjectStore,
  openTable,
  type Table,
  type TableSnapshot,
} from '@descant/lake'
import { LoadError } from '../load-error.ts'
import type { TableReport } from '../table-report.ts'
import { type LoadColumn, loadColumns } from './load-column.ts'
import { tableIndexes } from './table-indexes.ts'
import { tableKey } from './table-key.ts'

/** A table of the processed zone as a load found it. */
export interface TableInZone {
  readonly name: string
  readonly table: Table
  readonly snapshot: TableSnapshot
  readonly columns: readonly LoadColumn[]
  /** The columns that tell its rows apart. */
  readonly key: readonly string[]
  /** The columns of each index that the model declares. */
  readonly indexes: readonly (readonly string[])[]
}

/** Tables that were loaded, and what became of each. */
export interface LoadedTables {
  readonly sources: readonly TableInZone[]
  readonly tables: readonly TableReport[]
}

export const rowsOf = (files: readonly DataFile[]): number =>
  files.reduce((sum, { rows }) => sum + rows, 0)

/** The transformation keeps its own books in tables beside the ones for users. */
const internalTables = new Set(['identity_map', 'deleted_records'])

/** Whether a table is the transformation's own: its snapshots say so, or it is known to be. */
export function isInternal(name: string, summary: Readonly<Record<string, string>>): boolean {
  const mark = summary['descant.internal']
  return mark === undefined ? internalTables.has(name) : mark === 'true'
}

/**
 * The names of the tables to load: those that were asked for, or all of the customer's that have a
 * commit.
 */
export async function tableNames(
  store: ObjectStore,
  customer: string,
  asked: readonly string[] | undefined,
): Promise<string[]> {
  if (asked !== undefined) return [...new Set(asked)].sort()
  const prefix = `${encodePathPart(customer)}/`
  const names = new Set<string>()
  for await (const { key } of store.list(prefix)) {
    const [name = '', folder] = key.slice(prefix.length).split('/')
    if (folder === 'metadata') names.add(decodePathPart(name))
  }
  return [...names].sort()
}

/**
 * Opens tables at their current snapshots; of those not asked for by name, without the internal.
 *
 * @throws {LoadError} `LOAD_NO_TABLES` where one that was asked for is not there, or none at all;
 *   `LOAD_KEY_UNKNOWN`
 */
export async function openTables(
  store: ObjectStore,
  customer: string,
  names: readonly string[],
  asked: readonly string[] | undefined,
): Promise<TableInZone[]> {
  const found: TableInZone[] = []
  for (const name of names) {
    const isWanted = ({ summary }: TableSnapshot) =>
      asked !== undefined || !isInternal(name, summary)
    const table = await openTableIfThere(store, customer, name, isWanted)
    if (table !== undefined) found.push(table)
    else if (asked !== undefined) throw noTable(`no table ${name}`, store, customer)
  }
  if (found.length === 0) throw noTable('no table', store, customer)
  return found
}

/** Opens a table at its current snapshot; undefined where there is none, or none that is wanted. */
export async function openTableIfThere(
  store: ObjectStore,
  customer: string,
  name: string,
  isWanted: (snapshot: TableSnapshot) => boolean = () => true,
): Promise<TableInZone | undefined> {
  const table = openTable(store, `${encodePathPart(customer)}/${encodePathPart(name)}`)
  const snapshot = await table.current()
  if (snapshot === undefined || !isWanted(snapshot)) return undefined
  const key = tableKey(name, snapshot)
  const columns = loadColumns(snapshot, key)
  return { name, table, snapshot, columns, key, indexes: tableIndexes(name, snapshot) }
}

const noTable = (what: string, { url }: ObjectStore, customer: string) =>
  new LoadError(
    'LOAD_NO_TABLES',
    `The processed zone ${url} has ${what} of the customer ${customer}. Run "descant transform" first, or correct --processed and --customer.`,
    { exitCode: 2 },
  )
