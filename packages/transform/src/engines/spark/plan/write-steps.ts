import { type PartitionField, partitionName } from '@descant/lake'
import { type Entity, tableColumns } from '../../../model/define-entity.ts'
import { columnsOf, sameKey, selectList } from '../../../sql/select.ts'
import { sparkDialect as dialect } from '../../../sql/spark-dialect.ts'
import { changedRows } from '../../../tables/changed-rows.ts'
import { planRewrite } from '../../../tables/plan-rewrite.ts'
import { answerNames } from './answer-names.ts'
import type { PlanStep } from './plan.ts'
import { isNew, type PlanFacts } from './plan-facts.ts'
import { askStep, querySteps, viewStep } from './query-step.ts'
import { sparkColumns } from './table-steps.ts'

/** The size that files are to have: readers want few, and large ones are slow to replace. */
const fileBytes = 256 * 2 ** 20

/** What a table's new files lie by: as its files lie, where some of them may stay. */
export const partitionOf = (facts: PlanFacts, entity: Entity): readonly PartitionField[] =>
  (isNew(facts, entity) ? entity.partitionBy : facts.tables.get(entity.name)?.base?.partitionBy) ??
  []

/** Writes `ENTITY_next` of a table: all its rows, or those of the files that a row changes in. */
export const writeSteps = (facts: PlanFacts, entity: Entity): PlanStep[] =>
  isNew(facts, entity)
    ? [writeStep(facts, entity, `${entity.name}_next`, null)]
    : rewriteSteps(facts, entity)

/**
 * As in the embedded engine: files with a row that changes or goes are written anew, with what else is
 * in them, and so are small ones where there are too many. The report names those that are replaced.
 */
function rewriteSteps(facts: PlanFacts, entity: Entity): PlanStep[] {
  const { name } = entity
  const names = tableColumns(entity).map((column) => column.name)
  const files = facts.tables.get(name)?.base?.files ?? []
  const crowded = planRewrite(files, () => false).rewritten
  const touched = [
    `SELECT _file FROM ${name}_gone`,
    ...crowded.map(({ path }) => `SELECT ${dialect.text(path)} AS _file`),
  ]
  const isGone = `EXISTS (SELECT 1 FROM ${name}_gone g WHERE ${sameKey(dialect, 'g', 's', entity.key)})`
  return [
    viewStep(`${name}_before`, `SELECT * FROM ${name}_stored`),
    ...querySteps([
      ...changedRows(dialect, entity),
      { name: `${name}_touched`, query: touched.join('\nUNION ') },
    ]),
    viewStep(
      `${name}_rewritten`,
      `SELECT ${columnsOf(dialect, 's', names)} FROM ${name}_stored s
WHERE s._file IN (SELECT _file FROM ${name}_touched) AND NOT ${isGone}
UNION ALL SELECT ${columnsOf(dialect, 'w', names)} FROM ${name}_written w`,
    ),
    writeStep(
      facts,
      entity,
      `${name}_rewritten`,
      `SELECT 1 FROM ${name}_written UNION ALL SELECT 1 FROM ${name}_gone LIMIT 1`,
    ),
    askStep(answerNames.replaced(name), `SELECT DISTINCT _file FROM ${name}_touched`),
  ]
}

function writeStep(
  facts: PlanFacts,
  entity: Entity,
  relation: string,
  changed: string | null,
): PlanStep {
  const { tables, processedUrl, dataFolder } = facts
  const table = tables.get(entity.name)?.table
  const values = tableColumns(entity).map(({ name, type }) => [
    name,
    dialect.cast(dialect.identifier(name), type),
  ])
  return {
    do: 'write',
    name: entity.name,
    query: `SELECT ${selectList(dialect, Object.fromEntries(values))} FROM ${relation}`,
    changed,
    location: processedUrl(table?.key(dataFolder) ?? dataFolder),
    columns: sparkColumns(entity),
    partitionBy: partitionOf(facts, entity).map((field) => ({
      name: partitionName(field),
      value: partitionValue(field),
    })),
    fileBytes,
  }
}

/** SQL of the text that manifests name a partition by. */
function partitionValue({ column, transform }: PartitionField): string {
  const name = dialect.identifier(column)
  if (transform === 'identity') return name
  if (transform === 'month') return `date_format(${name}, 'yyyy-MM')`
  return `iceberg_bucket(${name}, ${transform.replace(/[^0-9]/g, '')})`
}
