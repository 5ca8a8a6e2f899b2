import { join } from 'node:path'
import type { Activation } from '../ingest/ledger.ts'
import type { Entity } from '../model/define-entity.ts'
import {
  deletedRecords,
  forgottenRecords,
  identityMap,
  identityMerges,
} from '../model/entities/bookkeeping.ts'
import { identityReview } from '../model/entities/identity-review.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { validRecords } from '../tables/latest-records.ts'
import {
  type ProcessedTable,
  type StoredFiles,
  viewOf,
  viewStored,
} from '../tables/processed-tables.ts'
import { isMerged } from './merge-tables.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/** Tables that outlive a rebuild: they keep profile ids what they are. */
export const keptByRebuild: readonly string[] = [identityMap.name, identityMerges.name]

/** Tables that are small, or follow from all others: a run always works on the whole of them. */
const alwaysWhole = [identityMerges.name, identityReview.name, forgottenRecords.name]

/** The files of every table, where they lie on this machine, by the name of the table. */
export type LocalTables = ReadonlyMap<string, StoredFiles>

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
  if (!isWhole) await scopeTouched(context, inputs)
  const current = model.entities.map((entity) =>
    viewOf(dialect, entity, 'current', `${entity.name}_scope`),
  )
  await duck.run(current.join(';\n'))
  return new Map(local)
}

async function scopeTouched(context: RunContext, inputs: readonly ReadInput[]): Promise<void> {
  const { duck, dialect, model } = context
  const merged = model.recordEntities.filter((entity) => isMerged(entity, inputs))
  const scoped = [
    ...merged.flatMap((entity) => [
      { entity, key: entity.key, parent: entity },
      ...model.childEntities
        .filter(({ parent }) => parent?.name === entity.name)
        .map((child) => ({ entity: child, key: entity.key, parent: entity })),
    ]),
  ]
  const replaced = [...scoped.map(({ entity }) => entity), deletedRecords]
  await duck.run(replaced.map(({ name }) => `DROP VIEW ${name}_scope`).join(';\n'))
  await materialise(duck, [
    ...merged.map((entity) => touchedKeys(dialect, entity, inputs)),
    ...scoped.map(({ entity, key, parent }) => ({
      name: `${entity.name}_scope`,
      query: `SELECT s.* FROM ${entity.name}_stored s
WHERE EXISTS (SELECT 1 FROM ${parent.name}_touched t WHERE ${sameKey(dialect, 't', 's', key)})`,
    })),
    touchedDeletions(dialect, merged),
  ])
}

/** `ENTITY_touched`: the keys whose rows a run may change. */
function touchedKeys(dialect: Dialect, entity: Entity, inputs: readonly ReadInput[]): Step {
  const ofEntity = inputs.filter(({ stream }) => stream.entity.name === entity.name)
  const announced = ofEntity.flatMap(({ activations }) => activations)
  const retired = announced.map(({ provider, version }: Activation) => {
    const old = `s.provider = ${dialect.text(provider)} AND s._sdc_table_version < ${version}`
    return `\nUNION SELECT ${columnsOf(dialect, 's', entity.key)} FROM ${entity.name}_stored s WHERE ${old}`
  })
  return {
    name: `${entity.name}_touched`,
    query: `SELECT DISTINCT ${columnsOf(dialect, 'v', entity.key)} FROM ${validRecords(dialect, ofEntity)} v${retired.join('')}`,
  }
}

/** The deletions that are remembered of touched keys. */
function touchedDeletions(dialect: Dialect, merged: readonly Entity[]): Step {
  const keys = merged.map((entity) => {
    const id = entity.key.find((name) => name !== 'provider') ?? ''
    const same = `t.provider = s.provider AND ${dialect.field('t', id)} = s.record_id`
    return `\nOR (s.table_name = ${dialect.text(entity.name)} AND EXISTS (SELECT 1 FROM ${entity.name}_touched t WHERE ${same}))`
  })
  return {
    name: `${deletedRecords.name}_scope`,
    query: `SELECT s.* FROM ${deletedRecords.name}_stored s WHERE false${keys.join('')}`,
  }
}
