import { applyChanges, type PreparedTable } from './apply-changes.ts'
import { stageAll, stageDelta } from './copy/stage-changes.ts'
import type { LoadRun } from './load-run.ts'
import { aboutTable } from './postgres/about-table.ts'
import { lockOutOtherLoads } from './postgres/table-locks.ts'
import { stopwatch } from './stopwatch.ts'
import type { TableReport } from './table-report.ts'
import { buildTable } from './tables/build-table.ts'
import { ensureIndexes } from './tables/ensure-indexes.ts'
import { describeTable } from './tables/existing-table.ts'
import { type LoadState, nextGeneration, readLoadStates } from './tables/load-state.ts'
import { planChange } from './tables/plan-change.ts'
import { dropOwn, furnishNext, planSwap } from './tables/swap-table.ts'
import { nextName, retiredName } from './tables/table-parts.ts'
import { tidy } from './tables/tidy.ts'
import { type LoadedTables, openTables, rowsOf, type TableInZone } from './zone/table-in-zone.ts'

/**
 * Brings all tables up to their current snapshots in ONE transaction, so that readers see them
 * change together, or not at all. Only what changed since the last load is read and sent.
 *
 * @param names the tables to look at
 * @param asked those that were asked for by name, if any were
 */
export async function loadIncrementally(
  run: LoadRun,
  names: readonly string[],
  asked: readonly string[] | undefined,
): Promise<LoadedTables> {
  const { session, customer } = run
  const { reports, rebuilt, sources } = await session.transaction(async () => {
    await lockOutOtherLoads(run, names, 'transaction end')
    // Read under the lock: an older snapshot can never come after a newer one.
    const sources = await openTables(run.store, customer, names, asked)
    const states = await readLoadStates(session, customer)
    const prepared: PreparedTable[] = []
    for (const source of sources) {
      const table = await aboutTable(run, source.name, () => prepare(run, source, states))
      if (table !== undefined) prepared.push(table)
    }
    const reports = await applyChanges(run, 'incremental', prepared)
    const all = sources.map(
      (source) =>
        reports.find(({ table }) => table === source.name) ?? skipped(run, source, states),
    )
    const swapped = prepared.filter(({ way }) => way.kind === 'swap')
    return { reports: all, rebuilt: swapped.map(({ source }) => source.name), sources }
  })
  if (rebuilt.length > 0) await tidy(run, rebuilt)
  await ensureIndexes(run, sources)
  return { sources, tables: reports }
}

/** Does the long part of a table's load; undefined where its snapshot was loaded before. */
async function prepare(
  run: LoadRun,
  source: TableInZone,
  states: ReadonlyMap<string, LoadState>,
): Promise<PreparedTable | undefined> {
  const { name, snapshot, columns, key } = source
  const seconds = stopwatch()
  const state = states.get(name)
  const existing = await describeTable(run.session, run.customer, name)
  const change = planChange(name, { columns, key }, existing, state?.columns)
  const isInShape = change.kind === 'merge' && change.added.length + change.dropped.length === 0
  if (isInShape && state?.snapshotId === snapshot.snapshotId) return undefined

  run.onProgress({ table: name, step: 'copying', rows: rowsOf(snapshot.files), bytes: 0 })
  for (const own of [nextName(name), retiredName(name)]) await dropOwn(run, own, states)
  const common = { source, existing, seconds }
  if (change.kind !== 'merge' || state === undefined) {
    const { bytes } = await buildTable(run, source)
    if (existing) await furnishNext(run, name, existing)
    const way = { kind: 'swap', swap: await planSwap(run, name, existing) } as const
    return { ...common, way, bytes, generation: nextGeneration(states) }
  }
  const staged = (await stageDelta(run, source, state.snapshotId)) ?? (await stageAll(run, source))
  const { rows: loadedRows, columns: loadedColumns, generation } = state
  const way = { ...change, staged, loadedRows, loadedColumns, keepsPrevious: false }
  return { ...common, way, bytes: staged.bytes, generation }
}

function skipped(
  { onProgress }: LoadRun,
  { name, snapshot }: TableInZone,
  states: ReadonlyMap<string, LoadState>,
): TableReport {
  const { snapshotId } = snapshot
  const rows = rowsOf(snapshot.files)
  onProgress({ table: name, step: 'already loaded', rows })
  const counts = { inserted: 0, updated: 0, deleted: 0, unchanged: rows, bytes: 0, seconds: 0 }
  const generation = states.get(name)?.generation ?? 1
  return { table: name, snapshotId, generation, skipped: true, rows, ...counts }
}
