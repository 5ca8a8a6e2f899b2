import { join } from 'node:path'
import type { Entity } from '../model/define-entity.ts'
import { type ProcessedTable, rowsOf } from '../tables/processed-tables.ts'
import { publishTable } from '../tables/publish-table.ts'
import type { TableReport } from '../transform-report.ts'
import { isMerged } from './merge-tables.ts'
import { mayErase, newestRows } from './newest-rows.ts'
import type { ReadInput } from './read-records.ts'
import { identityTables } from './resolve-profiles.ts'
import type { RunContext } from './run-context.ts'

/** A table as it is to be, in `ENTITY_next`. */
export interface PreparedTable {
  readonly entity: Entity
  /** Whether its rows may be others than those that readers see. */
  readonly mayChange: boolean
}

/**
 * Makes the rows that every table is to have readable as `ENTITY_next`.
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
    const mayChange =
      hasNext || mayErase(context, inputs, entity) || isMerged(entity, inputs) || context.isRebuild
    prepared.push({ entity, mayChange })
  }
  return prepared
}

/**
 * Publishes every table that may have changed, and every one that is not there yet: readers find all
 * tables, empty where there is nothing.
 */
export async function publishTables(
  context: RunContext,
  prepared: readonly PreparedTable[],
): Promise<TableReport[]> {
  const { duck, dialect, zones, tables, isRebuild, run, progress } = context
  const reports: TableReport[] = []
  for (const { entity, mayChange } of prepared) {
    const target = tables.get(entity.name) as ProcessedTable
    progress({ stage: 'publish', subject: entity.name })
    const { snapshot, committed } =
      target.base !== undefined && !mayChange
        ? { snapshot: target.base, committed: false }
        : await publishTable(
            {
              duck,
              dialect,
              store: zones.processed,
              directory: join(context.directory, 'publish'),
              summary: { 'descant.run': run },
              always: isRebuild,
            },
            target,
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
