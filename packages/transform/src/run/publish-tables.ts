import { join } from 'node:path'
import type { Entity } from '../model/define-entity.ts'
import type { Model } from '../model/define-model.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import { type ProcessedTable, rowsOf } from '../tables/processed-tables.ts'
import { publishTable } from '../tables/publish-table.ts'
import { rowsAfter, rowsBefore } from '../tables/rows-after.ts'
import type { TableReport } from '../transform-report.ts'
import { isMerged } from './merge-tables.ts'
import { mayErase, newestRows } from './newest-rows.ts'
import type { ReadInput } from './read-records.ts'
import { identityTables } from './resolve-profiles.ts'
import type { RunContext } from './run-context.ts'
import type { LocalTables } from './scope-tables.ts'

/** A table as it is to be, in `ENTITY_next`. */
export interface PreparedTable {
  readonly entity: Entity
  /** Whether its rows may be others than those that readers see. */
  readonly mayChange: boolean
  /** A relation of as many rows, which costs less to count. */
  readonly counted: string
}

/**
 * Makes readable, of every table, the part that the run has worked on as it was (`ENTITY_before`) and
 * as it is to be (`ENTITY_next`), and all rows that it is to have (`ENTITY_after`).
 *
 * @param isResolved whether profiles were resolved anew.
 */
export async function prepareTables(
  context: RunContext,
  inputs: readonly ReadInput[],
  isResolved: boolean,
): Promise<PreparedTable[]> {
  const prepared: PreparedTable[] = []
  for (const entity of context.model.commitOrder) {
    const hasNext =
      entity.name === 'deleted_records' ||
      (isResolved && identityTables(context.model).includes(entity.name))
    if (!hasNext) {
      const newest = newestRows(context, inputs, entity)
      await context.duck.run(
        `CREATE OR REPLACE TEMP VIEW ${entity.name}_next AS SELECT * FROM ${newest}`,
      )
    }
    await viewWhole(context, entity, isResolved)
    const mayChange =
      hasNext || mayErase(context, inputs, entity) || isMerged(entity, inputs) || context.isRebuild
    prepared.push({ entity, mayChange, counted: countedAs(context, inputs, entity, isResolved) })
  }
  return prepared
}

/** What gets a profile is as many rows before as after. */
function countedAs(
  context: RunContext,
  inputs: readonly ReadInput[],
  entity: Entity,
  isResolved: boolean,
): string {
  const { isWhole, model } = context
  if (isResolved && isWhole && entity.name === profiles.name) return 'profile_people'
  return isWhole && isLinked(model, entity)
    ? newestRows(context, inputs, entity)
    : `${entity.name}_next`
}

const isLinked = ({ peopleEntities }: Model, { name }: Entity): boolean =>
  [...peopleEntities, orders, events].some((linked) => linked.name === name)

async function viewWhole(
  { duck, dialect, model, isWhole }: RunContext,
  entity: Entity,
  isResolved: boolean,
): Promise<void> {
  const isConnected = !isWhole && isResolved && isLinked(model, entity)
  const columns = Object.keys(entity.columns)
  const view = (suffix: string, query: string) =>
    duck.run(`CREATE OR REPLACE TEMP VIEW ${entity.name}_${suffix} AS ${query}`)
  await view('before', rowsBefore(dialect, entity, columns, isConnected))
  await view(
    'after',
    isWhole
      ? `SELECT * FROM ${entity.name}_next`
      : rowsAfter(dialect, entity, columns, isConnected),
  )
}

/**
 * Publishes every table that may have changed, and every one that is not there yet: readers find all
 * tables, empty where there is nothing.
 */
export async function publishTables(
  context: RunContext,
  prepared: readonly PreparedTable[],
  local: LocalTables,
): Promise<TableReport[]> {
  const { duck, dialect, zones, tables, isRebuild, run, progress } = context
  const reports: TableReport[] = []
  for (const { entity, mayChange, counted } of prepared) {
    const target = tables.get(entity.name) as ProcessedTable
    progress({ stage: 'publish', subject: entity.name })
    const isAsItWas = target.base !== undefined && target.base === target.head && !mayChange
    const { snapshot, committed } = isAsItWas
      ? { snapshot: target.base, committed: false }
      : await publishTable(
          {
            duck,
            dialect,
            store: zones.processed,
            directory: join(context.directory, 'publish'),
            summary: { 'descant.run': run },
            always: isRebuild,
            counted,
          },
          target,
          local.get(entity.name) ?? new Map(),
        )
    reports.push({
      table: entity.name,
      rowsBefore: rowsOf(target),
      rows: rowsOf({ ...target, base: snapshot }),
      committed,
      snapshotId: snapshot.snapshotId,
    })
  }
  return reports
}
