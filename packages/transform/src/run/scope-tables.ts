import { join } from 'node:path'
import { forgottenRecords, identityMap, identityMerges } from '../model/entities/bookkeeping.ts'
import { identityReview } from '../model/entities/identity-review.ts'
import {
  type LocalTables,
  type ProcessedTable,
  viewOf,
  viewStored,
} from '../tables/processed-tables.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'
import { scopeTouched } from './scope-touched.ts'

/** Tables that outlive a rebuild: they keep profile ids what they are. */
export const keptByRebuild: readonly string[] = [identityMap.name, identityMerges.name]

/** Tables that are small, or follow from all others: a run always works on the whole of them. */
const alwaysWhole = [identityMerges.name, identityReview.name, forgottenRecords.name]

/**
 * Makes readable, of every table, all rows as `ENTITY_stored` and those that a run works on as
 * `ENTITY_current` (with their files: `ENTITY_scope`). A rebuild works on none, a run for which
 * everything may be new on all, and any other on the rows that its records may change: those with
 * their keys, and those that a complete full extraction did not see.
 */
export async function scopeTables(
  context: RunContext,
  inputs: readonly ReadInput[],
): Promise<LocalTables> {
  const { duck, dialect, zones, model, tables, isRebuild, isWhole, directory } = context
  const folder = join(directory, 'current')
  const local = await Promise.all(
    model.entities.map(async (entity) => {
      const found = tables.get(entity.name) as ProcessedTable
      const isRead = !isRebuild || keptByRebuild.includes(entity.name)
      const target = isRead ? found : { ...found, base: undefined }
      const files = await viewStored(duck, dialect, zones.processed, target, folder)
      return [entity.name, files] as const
    }),
  )
  const scopes = model.entities.map(({ name }) => {
    const scope = isWhole || alwaysWhole.includes(name) ? 'true' : 'false'
    return `CREATE OR REPLACE TEMP VIEW ${name}_scope AS SELECT * FROM ${name}_stored WHERE ${scope}`
  })
  await duck.run(scopes.join(';\n'))
  const stored = new Map(local)
  if (!isWhole) await scopeTouched(context, inputs, stored)
  const current = model.entities.map((entity) =>
    viewOf(dialect, entity, 'current', `${entity.name}_scope`),
  )
  await duck.run(current.join(';\n'))
  return stored
}
