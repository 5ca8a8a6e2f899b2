import type { DataFile } from '@descant/lake'
import type { Activation } from '../ingest/ledger.ts'
import type { Entity } from '../model/define-entity.ts'
import { deletedRecords } from '../model/entities/bookkeeping.ts'
import type { Dialect } from '../sql/dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { columnsOf, sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { validRecords } from '../tables/latest-records.ts'
import {
  type LocalTables,
  type ProcessedTable,
  rowsOfFiles,
  type StoredFiles,
} from '../tables/processed-tables.ts'
import { isMerged } from './merge-tables.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/**
 * Makes the rows that records may change those that a run works on: those with their keys, those that
 * they carry, and those that a complete full extraction did not see.
 *
 * @param stored the files of every table, where they lie on this machine.
 */
export async function scopeTouched(
  context: RunContext,
  inputs: readonly ReadInput[],
  stored: LocalTables,
): Promise<void> {
  const { duck, dialect, model } = context
  const merged = model.recordEntities.filter((entity) => isMerged(entity, inputs))
  const childrenOf = ({ name }: Entity) =>
    model.childEntities.filter(({ parent }) => parent?.name === name)
  const replaced = [...merged.flatMap((entity) => [entity, ...childrenOf(entity)]), deletedRecords]
  await duck.run(replaced.map(({ name }) => `DROP VIEW ${name}_scope`).join(';\n'))
  await materialise(
    duck,
    merged.map((entity) => touchedKeys(dialect, entity, inputs)),
  )
  for (const entity of merged) {
    const files = await touchedFiles(context, entity, stored)
    await materialise(duck, [touchedRows(context, entity, entity, files)])
    for (const child of childrenOf(entity)) {
      const ofChild = sameMonths(context, entity, child, files, stored)
      await materialise(duck, [touchedRows(context, child, entity, ofChild)])
    }
  }
  await materialise(duck, [touchedDeletions(dialect, merged)])
}

/**
 * The files of a table that lies by month which hold a touched row, by the path where they lie on this
 * machine: few, mostly, so that it pays to look for the keys alone before whole rows are read.
 */
async function touchedFiles(
  { duck, dialect, tables }: RunContext,
  entity: Entity,
  stored: LocalTables,
): Promise<StoredFiles | undefined> {
  const files = stored.get(entity.name)
  const { base } = tables.get(entity.name) as ProcessedTable
  if (files === undefined || !liesByMonth(base)) return undefined
  const [found] = await duck.rows<{ paths: string[] | null }>(
    `SELECT list(DISTINCT _file) AS paths FROM ${entity.name}_stored s WHERE ${isTouched(dialect, entity)}`,
  )
  const paths = new Set(found?.paths)
  return new Map(Array.from(files).filter(([path]) => paths.has(path)))
}

const liesByMonth = (base: ProcessedTable['base']) =>
  base?.partitionBy.some(({ transform }) => transform === 'month') === true

/** The files of a child that can hold rows of records in some files: where both lie by the same month. */
function sameMonths(
  { tables }: RunContext,
  parent: Entity,
  child: Entity,
  files: StoredFiles | undefined,
  stored: LocalTables,
): StoredFiles | undefined {
  const fields = [parent, child].map(({ name }) =>
    JSON.stringify(tables.get(name)?.base?.partitionBy),
  )
  const isInherited = (name: string) => child.columns[name]?.fromParent === true
  const partitionBy = tables.get(child.name)?.base?.partitionBy ?? []
  if (files === undefined || fields[0] !== fields[1]) return undefined
  if (!partitionBy.every(({ column }) => isInherited(column))) return undefined
  const placeOf = ({ partition = {} }: DataFile) => JSON.stringify(Object.entries(partition).sort())
  const places = new Set(Array.from(files.values(), placeOf))
  return new Map(
    Array.from(stored.get(child.name) ?? []).filter(([, file]) => places.has(placeOf(file))),
  )
}

/** `ENTITY_scope`: the rows that have touched keys. @param files where they are. @default anywhere */
function touchedRows(
  { dialect, tables }: RunContext,
  entity: Entity,
  parent: Entity,
  files: StoredFiles | undefined,
): Step {
  const target = tables.get(entity.name) as ProcessedTable
  const rows =
    files === undefined
      ? `${entity.name}_stored`
      : `(${rowsOfFiles(dialect, target, [...files.keys()])})`
  return {
    name: `${entity.name}_scope`,
    query: `SELECT s.* FROM ${rows} s WHERE ${isTouched(dialect, parent)}`,
  }
}

const isTouched = (dialect: Dialect, { name, key }: Entity) =>
  `EXISTS (SELECT 1 FROM ${name}_touched t WHERE ${sameKey(dialect, 't', 's', key)})`

/** `ENTITY_touched`: the keys whose rows a run may change. */
function touchedKeys(dialect: Dialect, entity: Entity, inputs: readonly ReadInput[]): Step {
  const ofEntity = inputs.filter(({ stream }) => stream.entity.name === entity.name)
  const announced = entity.isLog ? [] : ofEntity.flatMap(({ activations }) => activations)
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
