import { aboutTable } from './about-table.ts'
import { applyChanges, type PreparedTable } from './apply-changes.ts'
import { buildTable } from './build-table.ts'
import { describeTable, type ExistingTable } from './existing-table.ts'
import { quoteTable } from './identifier.ts'
import { stopwatch, type TableReport } from './load-report.ts'
import type { LoadRun } from './load-run.ts'
import { type LoadState, readLoadStates, writeLoadState } from './load-state.ts'
import { foreignParts, planChange } from './plan-change.ts'
import { besideName, dropBeside } from './swap-table.ts'
import { openTables, rowsOf, type TableInZone } from './table-in-zone.ts'
import { lockOutOtherLoads } from './table-locks.ts'

/**
 * Builds all tables anew beside those in use, each in a transaction of its own, so that a load that
 * was cut off goes on with the next table; then puts them in their places in ONE short transaction,
 * so that readers see all the old tables or all the new ones.
 *
 * A table that others have built on (views, indexes, triggers, columns of their own) stays, and
 * gets the rows of the new one.
 *
 * @param names the tables to look at
 * @param asked those that were asked for by name, if any were
 */
export async function loadHistory(
  run: LoadRun,
  names: readonly string[],
  asked: readonly string[] | undefined,
): Promise<TableReport[]> {
  const { session, customer } = run
  await lockOutOtherLoads(run, names, 'session end')
  const sources = await openTables(run.store, customer, names, asked)
  const states = await readLoadStates(session, customer)
  const prepared: PreparedTable[] = []
  for (const source of sources) {
    prepared.push(await aboutTable(run, source.name, () => prepare(run, source, states)))
  }
  return await session.transaction(async () => {
    const reports = await applyChanges(run, 'historic', prepared)
    const built = await readLoadStates(session, customer)
    for (const { name } of sources) await dropBeside(run, name, built)
    return reports
  })
}

async function prepare(
  run: LoadRun,
  source: TableInZone,
  states: ReadonlyMap<string, LoadState>,
): Promise<PreparedTable> {
  const { name, snapshot, key } = source
  const seconds = stopwatch()
  const state = states.get(name)
  const existing = await describeTable(run.session, run.customer, name)
  const change = planChange(name, { columns: snapshot.columns, key }, existing, state?.columns)
  const bytes = await buildBeside(run, source, states)
  const common = { source, existing, bytes, seconds }
  if (change.kind !== 'merge' || !isBuiltOn(existing, state)) {
    return { ...common, way: { kind: 'swap' } }
  }
  const rows = quoteTable(run.customer, besideName(name))
  const staged = { rows, goneKeys: undefined, bytes }
  return { ...common, way: { ...change, staged, loadedRows: state?.rows ?? 0 } }
}

const isBuiltOn = (existing: ExistingTable | undefined, state: LoadState | undefined) =>
  existing !== undefined && foreignParts(existing, state?.columns ?? []).length > 0

/** Builds a table beside the one in use; one that stands there from a load cut off is taken as it is. */
async function buildBeside(
  run: LoadRun,
  source: TableInZone,
  states: ReadonlyMap<string, LoadState>,
): Promise<number> {
  const { session, customer } = run
  const { name, snapshot, key } = source
  const beside = besideName(name)
  const shape = { columns: snapshot.columns, key }
  const existing = await describeTable(session, customer, beside)
  const state = states.get(beside)
  const change = planChange(beside, shape, existing, state?.columns)
  if (change.kind === 'merge' && state?.snapshotId === snapshot.snapshotId) return 0

  const rows = rowsOf(snapshot.files)
  run.onProgress({ table: name, step: 'copying', rows, bytes: 0 })
  return await session.transaction(async () => {
    await dropBeside(run, name, states)
    const { bytes } = await buildTable(run, source, beside)
    await writeLoadState(session, customer, beside, {
      snapshotId: snapshot.snapshotId,
      snapshotAt: snapshot.timestamp,
      rows,
      columns: snapshot.columns.map((column) => column.name),
      mode: 'historic',
    })
    return bytes
  })
}
