import { type StagedChanges, stageAll } from './copy/stage-changes.ts'
import type { LoadMode } from './load-report.ts'
import type { LoadRun } from './load-run.ts'
import { aboutTable } from './postgres/about-table.ts'
import { quoteTable } from './postgres/identifier.ts'
import { lockOutReaders } from './postgres/table-locks.ts'
import type { TableReport } from './table-report.ts'
import type { ExistingTable } from './tables/existing-table.ts'
import { keepPrevious } from './tables/keep-previous.ts'
import { writeLoadState } from './tables/load-state.ts'
import { type ChangeCounts, mergeTable } from './tables/merge-table.ts'
import type { Change } from './tables/plan-change.ts'
import { redirectReferences } from './tables/references.ts'
import type { PlannedSwap } from './tables/swap-table.ts'
import { alterColumns } from './tables/table.ts'
import { rowsOf, type TableInZone } from './zone/table-in-zone.ts'

/** A table on its way: what takes long is done, and nothing of it is in its place yet. */
export interface PreparedTable {
  readonly source: TableInZone
  readonly existing: ExistingTable | undefined
  readonly way:
    | { readonly kind: 'swap'; readonly swap: PlannedSwap }
    | (Extract<Change, { kind: 'merge' }> & {
        readonly staged: StagedChanges
        /** Rows that the last load left. */
        readonly loadedRows: number
        /** The columns that it left. */
        readonly loadedColumns: readonly string[]
        /** Whether the rows of before are kept beside. */
        readonly keepsPrevious: boolean
      })
  readonly generation: number
  readonly bytes: number
  readonly seconds: () => number
}

/**
 * Puts prepared tables in their places and records what they were loaded from, in the open
 * transaction. Merges come first, because no reader notices them; then, as briefly as can be, what
 * keeps readers waiting: columns that come or go, and tables that take another's place.
 *
 * @returns a report of each table, in the order given
 */
export async function applyChanges(
  run: LoadRun,
  mode: LoadMode,
  prepared: readonly PreparedTable[],
): Promise<TableReport[]> {
  const { session, customer, lockTimeoutSeconds } = run
  const reports = new Map<PreparedTable, TableReport>()
  const applyAll = async (tables: readonly PreparedTable[]) => {
    for (const table of tables) {
      reports.set(table, await aboutTable(run, table.source.name, () => apply(run, mode, table)))
    }
  }
  const disturbing = prepared.filter(disturbsReaders)
  await applyAll(prepared.filter((table) => !disturbsReaders(table)))
  const inUse = disturbing.filter(({ existing }) => existing !== undefined)
  const names = inUse.map(({ source }) => source.name)
  const locks = inUse.flatMap(({ source, way }) =>
    way.kind === 'swap' ? way.swap.locks : [quoteTable(customer, source.name)],
  )
  await aboutTable(run, names.join(', '), () => lockOutReaders(session, locks, lockTimeoutSeconds))
  await applyAll(disturbing)
  return prepared.flatMap((table) => reports.get(table) ?? [])
}

const disturbsReaders = ({ way }: PreparedTable) =>
  way.kind === 'swap' || way.added.length + way.dropped.length > 0

async function apply(run: LoadRun, mode: LoadMode, table: PreparedTable): Promise<TableReport> {
  const { source, existing, way } = table
  const { name, snapshot } = source
  const { snapshotId, timestamp, columns, files } = snapshot
  const rows = rowsOf(files)
  let counts = { inserted: rows, updated: 0, deleted: 0, bytes: 0 }
  if (way.kind === 'swap') {
    run.onProgress({ table: name, step: 'swapping' })
    await run.session.run(way.swap.statements.join(';\n'))
  } else {
    if (existing) await redirectReferences(run, name, existing)
    if (way.keepsPrevious) await keepPrevious(run, source, way.loadedColumns)
    if (disturbsReaders(table)) {
      const target = quoteTable(run.customer, name)
      await run.session.run(alterColumns(target, way.added, way.dropped))
    }
    counts = await mergeOrCompare(run, source, way)
  }
  await writeLoadState(run.session, run.customer, name, {
    snapshotId,
    snapshotAt: timestamp,
    rows,
    columns: columns.map((column) => column.name),
    mode,
    generation: table.generation,
  })
  run.onProgress({ table: name, step: 'loaded', rows })
  return {
    table: name,
    snapshotId,
    generation: table.generation,
    skipped: false,
    rows,
    ...counts,
    unchanged: rows - counts.inserted - counts.updated,
    bytes: table.bytes + counts.bytes,
    seconds: table.seconds(),
  }
}

/**
 * Merges the staged rows. What changed since the last load fits only a table that is as that load
 * left it; where the sum does not come out, someone has changed it, and all rows are compared.
 */
async function mergeOrCompare(
  run: LoadRun,
  source: TableInZone,
  { staged, loadedRows }: Extract<PreparedTable['way'], { kind: 'merge' }>,
): Promise<ChangeCounts & { bytes: number }> {
  const counts = await mergeTable(run, source, staged)
  const rows = loadedRows + counts.inserted - counts.deleted
  if (staged.goneKeys === undefined || rows === rowsOf(source.snapshot.files)) {
    return { ...counts, bytes: 0 }
  }
  const all = await stageAll(run, source)
  const rest = await mergeTable(run, source, all)
  return {
    inserted: counts.inserted + rest.inserted,
    updated: counts.updated + rest.updated,
    deleted: counts.deleted + rest.deleted,
    bytes: all.bytes,
  }
}
