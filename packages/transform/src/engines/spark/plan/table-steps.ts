import { type Entity, tableColumns } from '../../../model/define-entity.ts'
import { keptByRebuild } from '../../../run/scope-tables.ts'
import { columnsOf } from '../../../sql/select.ts'
import { sparkDialect as dialect } from '../../../sql/spark-dialect.ts'
import type { PlanStep } from './plan.ts'
import type { PlanFacts } from './plan-facts.ts'
import { viewStep } from './query-step.ts'

/** The columns of a table's files, in Spark's types. */
export const sparkColumns = (entity: Entity): { name: string; type: string }[] =>
  tableColumns(entity).map(({ name, type }) => ({ name, type: dialect.type(type) }))

/** Reads a table: `ENTITY_stored`, each row with its `_file`, and `ENTITY_current` without. */
export function tableSteps(
  { tables, isRebuild, processedUrl }: PlanFacts,
  entity: Entity,
): PlanStep[] {
  const target = tables.get(entity.name)
  const isRead = !isRebuild || keptByRebuild.includes(entity.name)
  const files = (isRead ? target?.base?.files : undefined) ?? []
  const urlOf = (path: string) => processedUrl(target?.table.key(path) ?? path)
  const columns = sparkColumns(entity)
  const names = columns.map(({ name }) => name)
  return [
    {
      do: 'table',
      name: `${entity.name}_stored`,
      root: urlOf(''),
      files: files.map(({ path }) => urlOf(path)),
      schema: columns.map(({ name, type }) => `${dialect.identifier(name)} ${type}`).join(', '),
    },
    viewStep(
      `${entity.name}_current`,
      `SELECT ${columnsOf(dialect, 's', names)} FROM ${entity.name}_stored s`,
    ),
  ]
}
