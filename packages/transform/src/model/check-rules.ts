import { TransformError } from '../errors.ts'
import { columnsOfRule, type QualityRule } from '../quality/quality-rule.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import type { Entity } from './define-entity.ts'
import type { RulesByTable } from './extend-entity.ts'

/**
 * Lets rules pass whose tables and columns are there.
 *
 * @throws {TransformError} `TRANSFORM_RULE` that names every one that is not.
 */
export function checkRules(
  rules: RulesByTable<QualityRule | RecordRule>,
  entities: readonly Entity[],
): void {
  const tables = new Map(entities.map((entity) => [entity.name, entity]))
  const missing = (table: string, columns: readonly string[]) => {
    const entity = tables.get(table)
    if (entity === undefined) return [`there is no table ${table}`]
    return columns
      .filter((column) => !(column in entity.columns))
      .map((column) => `${table} has no column ${column}`)
  }
  const faults = Object.entries(rules).flatMap(([table, ofTable]) =>
    ofTable.flatMap((rule) => [
      ...missing(table, columnsOfRule(rule)),
      ...(rule.kind === 'foreign_key' ? missing(rule.table, rule.references) : []),
    ]),
  )
  if (faults.length === 0) return
  const words = [...new Set(faults)].join('; ')
  throw new TransformError('TRANSFORM_RULE', `The quality rules are wrong: ${words}.`, {
    exitCode: 2,
  })
}
