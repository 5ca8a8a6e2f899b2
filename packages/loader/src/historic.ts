import { applyChanges, type PreparedTable } from './apply-changes.ts'
import type { LoadRun } from './load-run.ts'
import { aboutTable } from './postgres/about-table.ts'
import { quoteTable } from './postgres/identifier.ts'
import { lockOutOtherLoads } from './postgres/table-locks.ts'
import { stopwatch } from './stopwatch.ts'
import { buildTable } from './tables/build-table.ts'
import { ensureIndexes } from './tables/ensure-indexes.ts'
import { describeTable, type ExistingTable } from './tables/existing-table.ts'
import {
  type LoadState,
  nextGeneration,
  readLoadStates,
  writeLoadState,
} from './tables/load-state.ts'
import { type Change, foreignParts, planChange } from './tables/plan-change.ts'
import { hasOrphans, redirectReferences } from './tables/references.ts'
import { dropOwn, furnishNext, planSwap } from './tables/swap-table.ts'
import { nextName, retiredName } from './tables/table-parts.ts'
import { tidy } from './tables/tidy.ts'
import { type LoadedTables, openTables, rowsOf, type TableInZone } from './zone/table-in-zone.ts'

/** A table that was built beside the one in use. */
interface BuiltTable {
  readonly source: TableInZone
  readonly existing: ExistingTable | undefined
  readonly change: Change
  readonly state: LoadState | undefined
  readonly bytes: number
  readonly seconds: () => number
}

/**
 * Builds all tables anew beside those in use, each in a transaction of its own, so that a load that
 * was cut off goes on with the next table; then puts them in their places in ONE short transaction,
 * so that readers see all the old tables or all the new ones. The old ones stay beside, for
 * `rollBack`.
 *
 * Indexes, constraints, views, foreign keys and grants go over to the new table. A table with
 * something else on it (triggers, columns of others' own, …), or with rows that others' tables need
 * and the new one does not have, stays, and gets the rows of the new one.
 *
 * @param names the tables to look at
 * @param asked those that were asked for by name, if any were
 * @param beforeSwap what else is to be ready when the new tables come into use
 */
export async function loadHistory(
  run: LoadRun,
  names: readonly string[],
  asked: readonly string[] | undefined,
  beforeSwap: (sources: readonly TableInZone[], generation: number) => Promise<void>,
): Promise<LoadedTables> {
  const { session, customer } = run
  await lockOutOtherLoads(run, names, 'session end')
  const sources = await openTables(run.store, customer, names, asked)
  const states = await readLoadStates(session, customer)
  const generation = nextGeneration(states)
  const built: BuiltTable[] = []
  for (const source of sources) {
    built.push(await aboutTable(run, source.name, () => build(run, source, states, generation)))
  }
  await beforeSwap(sources, generation)
  const tables = await session.transaction(async () => {
    const prepared: PreparedTable[] = []
    for (const table of built) {
      const chosen = await aboutTable(run, table.source.name, () => choose(run, table, generation))
      prepared.push(chosen)
    }
    return await applyChanges(run, 'historic', prepared)
  })
  await tidy(
    run,
    sources.map(({ name }) => name),
  )
  await ensureIndexes(run, sources)
  return { sources, tables }
}

async function build(
  run: LoadRun,
  source: TableInZone,
  states: ReadonlyMap<string, LoadState>,
  generation: number,
): Promise<BuiltTable> {
  const { name, columns, key } = source
  const seconds = stopwatch()
  const state = states.get(name)
  const existing = await describeTable(run.session, run.customer, name)
  const change = planChange(name, { columns, key }, existing, state?.columns)
  await dropOwn(run, retiredName(name), states)
  const bytes = await buildBeside(run, source, states, generation)
  return { source, existing, change, state, bytes, seconds }
}

/** Builds a table beside the one in use; one that stands there from a load cut off is taken as it is. */
async function buildBeside(
  run: LoadRun,
  source: TableInZone,
  states: ReadonlyMap<string, LoadState>,
  generation: number,
): Promise<number> {
  const { session, customer } = run
  const { name, snapshot, columns, key } = source
  const next = nextName(name)
  const shape = { columns, key }
  const existing = await describeTable(session, customer, next)
  const state = states.get(next)
  const change = planChange(next, shape, existing, state?.columns)
  if (change.kind === 'merge' && state?.snapshotId === snapshot.snapshotId) return 0

  const rows = rowsOf(snapshot.files)
  run.onProgress({ table: name, step: 'copying', rows, bytes: 0 })
  return await session.transaction(async () => {
    await dropOwn(run, next, states)
    const { bytes } = await buildTable(run, source)
    await writeLoadState(session, customer, next, {
      snapshotId: snapshot.snapshotId,
      snapshotAt: snapshot.timestamp,
      rows,
      columns: snapshot.columns.map((column) => column.name),
      mode: 'historic',
      generation,
    })
    return bytes
  })
}

/** Decides how a table that was built comes into its place, and does what needs no lock. */
async function choose(run: LoadRun, built: BuiltTable, generation: number): Promise<PreparedTable> {
  const { source, existing, change, state, bytes, seconds } = built
  const { name } = source
  const common = { source, existing, bytes, seconds, generation }
  if (existing) {
    await redirectReferences(run, name, existing)
    const stays = isPinned(existing, state) || (await hasOrphans(run, name, existing))
    if (change.kind === 'merge' && stays) {
      const rows = quoteTable(run.customer, nextName(name))
      const way = {
        ...change,
        staged: { rows, goneKeys: undefined, bytes },
        loadedRows: state?.rows ?? 0,
        loadedColumns: state?.columns ?? [],
        keepsPrevious: true,
      }
      return { ...common, way }
    }
    await furnishNext(run, name, existing)
  }
  return { ...common, way: { kind: 'swap', swap: await planSwap(run, name, existing) } }
}

const isPinned = (existing: ExistingTable, state: LoadState | undefined) =>
  foreignParts(existing, state?.columns ?? []).length > 0
