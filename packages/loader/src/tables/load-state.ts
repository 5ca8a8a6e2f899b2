import { quoteLiteral, quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'

/** The table of each schema that says what its other tables were loaded from. */
export const stateTableName = 'load_state'

/** What a table was loaded from. */
export interface LoadState {
  readonly snapshotId: string
  readonly snapshotAt: Date
  /** Rows of the snapshot, and so of the table. */
  readonly rows: number
  /** Names. */
  readonly columns: readonly string[]
  readonly mode: 'incremental' | 'historic'
  /** Counts the tables that have stood in this place. The search index of the same rows has the same. */
  readonly generation: number
}

interface StateRow {
  readonly table_name: string
  readonly snapshot_id: string
  readonly snapshot_at: Date
  readonly rows: string
  readonly columns: string[]
  readonly mode: LoadState['mode']
  readonly generation: string
}

/** Makes the table, if it is not there. */
export async function createLoadState(session: PostgresSession, schema: string): Promise<void> {
  await session.run(`CREATE TABLE IF NOT EXISTS ${quoteTable(schema, stateTableName)} (
    table_name text PRIMARY KEY, snapshot_id text NOT NULL, snapshot_at timestamptz NOT NULL,
    rows bigint NOT NULL, columns text[] NOT NULL, mode text NOT NULL,
    generation bigint NOT NULL DEFAULT 1, loaded_at timestamptz NOT NULL DEFAULT now())`)
}

/** Whether a load has ever been made into a schema. */
export async function hasLoadStates(session: PostgresSession, schema: string): Promise<boolean> {
  const [found] = await session.rows<{ there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS there',
    [quoteTable(schema, stateTableName)],
  )
  return found?.there ?? false
}

/** The states of all tables of a schema, by the name of the table. */
export async function readLoadStates(
  session: PostgresSession,
  schema: string,
): Promise<Map<string, LoadState>> {
  const rows = await session.rows<StateRow>(`SELECT * FROM ${quoteTable(schema, stateTableName)}`)
  return new Map(
    rows.map((row) => [
      row.table_name,
      {
        snapshotId: row.snapshot_id,
        snapshotAt: row.snapshot_at,
        rows: Number(row.rows),
        columns: row.columns,
        mode: row.mode,
        generation: Number(row.generation),
      },
    ]),
  )
}

/** Records what a table was loaded from, in the transaction that loads it. */
export async function writeLoadState(
  session: PostgresSession,
  schema: string,
  table: string,
  state: LoadState,
): Promise<void> {
  await session.rows(
    `INSERT INTO ${quoteTable(schema, stateTableName)} AS s
      (table_name, snapshot_id, snapshot_at, rows, columns, mode, generation) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (table_name) DO UPDATE SET snapshot_id = excluded.snapshot_id,
      snapshot_at = excluded.snapshot_at, rows = excluded.rows, columns = excluded.columns,
      mode = excluded.mode, generation = excluded.generation, loaded_at = now()`,
    [
      table,
      state.snapshotId,
      state.snapshotAt,
      state.rows,
      state.columns,
      state.mode,
      state.generation,
    ],
  )
}

/** The statement that gives a table's state to another name, and takes that one's away. */
export function moveLoadState(schema: string, from: string, to: string): string {
  const states = quoteTable(schema, stateTableName)
  return `DELETE FROM ${states} WHERE table_name = ${quoteLiteral(to)};
    UPDATE ${states} SET table_name = ${quoteLiteral(to)} WHERE table_name = ${quoteLiteral(from)}`
}

/** The statement that gives a table's state to another name as well. */
export function copyLoadState(schema: string, from: string, to: string): string {
  const states = quoteTable(schema, stateTableName)
  const columns = 'snapshot_id, snapshot_at, rows, columns, mode, generation, loaded_at'
  return `INSERT INTO ${states} (table_name, ${columns})
    SELECT ${quoteLiteral(to)}, ${columns} FROM ${states} WHERE table_name = ${quoteLiteral(from)}`
}

/** The number of the next generation of a customer's tables. */
export const nextGeneration = (states: ReadonlyMap<string, LoadState>): number =>
  1 + Math.max(0, ...[...states.values()].map(({ generation }) => generation))

/** Forgets a table, in the transaction that drops or renames it. */
export async function deleteLoadState(
  session: PostgresSession,
  schema: string,
  table: string,
): Promise<void> {
  await session.rows(`DELETE FROM ${quoteTable(schema, stateTableName)} WHERE table_name = $1`, [
    table,
  ])
}
