import { join } from 'node:path'
import type { TableSnapshot } from '@descant/lake'
import type { Entity } from '../model/define-entity.ts'
import type { Model } from '../model/define-model.ts'
import { deletedRecords, forgottenRecords } from '../model/entities/bookkeeping.ts'
import { events } from '../model/entities/events.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import type { LocalTables, ProcessedTable } from '../tables/processed-tables.ts'
import { type PublishedTable, publishTable } from '../tables/publish-table.ts'
import { rowsAfter, rowsBefore } from '../tables/rows-after.ts'
import { tableReport } from '../tables/table-report.ts'
import type { TableReport } from '../transform-report.ts'
import { isMerged } from './merge-tables.ts'
import { isSearched, mayErase, newestRows } from './newest-rows.ts'
import { overlap } from './overlap.ts'
import type { ReadInput } from './read-records.ts'
import { identityTables } from './resolve-profiles.ts'
import type { RunContext } from './run-context.ts'

/** A table as it is to be, in `ENTITY_next`. */
export interface PreparedTable {
  readonly entity: Entity
  /** Whether its rows may be others than those that readers see. */
  readonly mayChange: boolean
  /** Whether readers see the very snapshot that the run found, and shall go on to. */
  readonly isAsItWas: boolean
  /** A relation of as many rows, which costs less to count. */
  readonly counted: string
}

/**
 * Makes readable, of every table, all rows that it is to have (`ENTITY_after`) and, of one that may be
 * published, the part that the run has worked on as it was (`ENTITY_before`) and as it is to be
 * (`ENTITY_next`).
 *
 * @param isResolved whether profiles were resolved anew.
 */
export async function prepareTables(
  context: RunContext,
  inputs: readonly ReadInput[],
  isResolved: boolean,
): Promise<PreparedTable[]> {
  const { duck, model, tables, isRebuild } = context
  const prepared: PreparedTable[] = []
  for (const entity of model.commitOrder) {
    const isNextMade =
      entity.name === deletedRecords.name ||
      (entity.name === forgottenRecords.name && isSearched(context)) ||
      (isResolved && identityTables(model).includes(entity.name))
    const mayChange =
      isRebuild || isNextMade || isMerged(entity, inputs) || mayErase(context, inputs, entity)
    const { base, head } = tables.get(entity.name) as ProcessedTable
    const isAsItWas = base !== undefined && base === head && !mayChange
    prepared.push({
      entity,
      mayChange,
      isAsItWas,
      counted: countedAs(context, inputs, entity, isResolved),
    })
    if (isAsItWas) {
      await duck.run(view(entity, 'after', `SELECT * FROM ${entity.name}_stored`))
      continue
    }
    const newest = newestRows(context, inputs, entity)
    const next = isNextMade ? [] : [view(entity, 'next', `SELECT * FROM ${newest}`)]
    await duck.run([...next, ...viewsOfPart(context, entity, isResolved)].join(';\n'))
  }
  return prepared
}

const view = ({ name }: Entity, suffix: string, query: string): string =>
  `CREATE OR REPLACE TEMP VIEW ${name}_${suffix} AS ${query}`

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

/** The part of a table that is worked on as it was, and all rows that the table is to have. */
function viewsOfPart(
  { dialect, model, isWhole }: RunContext,
  entity: Entity,
  isResolved: boolean,
): string[] {
  const mayMove = !isWhole && isResolved && isLinked(model, entity)
  const columns = Object.keys(entity.columns)
  return [
    view(entity, 'before', rowsBefore(dialect, entity, columns, mayMove)),
    view(
      entity,
      'after',
      isWhole ? `SELECT * FROM ${entity.name}_next` : rowsAfter(dialect, entity, columns, mayMove),
    ),
  ]
}

/**
 * Publishes every table that may have changed, and every one that is not there yet: readers find all
 * tables, empty where there is nothing. While one is brought into the store and committed, the files
 * of the next are written; commits come in order.
 */
export async function publishTables(
  context: RunContext,
  prepared: readonly PreparedTable[],
  local: LocalTables,
): Promise<TableReport[]> {
  const { tables, progress } = context
  const reports: TableReport[] = []
  await overlap(prepared, async (table) => {
    const target = tables.get(table.entity.name) as ProcessedTable
    progress({ stage: 'publish', subject: table.entity.name })
    const commit = await writtenTable(context, table, target, local)
    return async () => {
      reports.push(tableReport(target, await commit()))
    }
  })
  return reports
}

/** Writes the files of a table; gives back what makes them the table. */
async function writtenTable(
  context: RunContext,
  { entity, isAsItWas, counted }: PreparedTable,
  target: ProcessedTable,
  local: LocalTables,
): Promise<() => Promise<PublishedTable>> {
  const { duck, dialect, zones, isRebuild, run } = context
  if (isAsItWas) {
    return async () => ({ snapshot: target.base as TableSnapshot, committed: false })
  }
  const publishing = {
    duck,
    dialect,
    store: zones.processed,
    directory: join(context.directory, 'publish'),
    summary: { 'descant.run': run },
    always: isRebuild,
    counted,
  }
  return publishTable(publishing, target, local.get(entity.name) ?? new Map())
}
