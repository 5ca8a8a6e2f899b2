import { TransformError } from '../errors.ts'
import type { Entity } from '../model/define-entity.ts'
import type { RunContext } from '../run/run-context.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { QualityReport } from '../transform-report.ts'
import { type QualityRule, ruleName, severityOf } from './quality-rule.ts'
import { violations } from './violations.ts'

/**
 * Holds the rows that are to be published against the rules of their tables.
 *
 * @param changed the tables that the run may change; the others were judged before.
 * @throws {TransformError} `TRANSFORM_QUALITY` where a rule is broken that must hold: nothing is
 *   published then.
 */
export async function checkQuality(
  { duck, dialect, isWhole, startedAt, progress }: RunContext,
  changed: readonly Entity[],
): Promise<readonly QualityReport[]> {
  const reports: QualityReport[] = []
  for (const entity of changed) {
    const { quality: rules = [] } = entity
    if (rules.length > 0) progress({ stage: 'quality', subject: entity.name })
    for (const rule of rules) {
      const [found] = await duck.rows<{ violations: bigint | number | string }>(
        isWhole || !judgesRows(rule)
          ? ruleQuery(dialect, entity, rule, startedAt, 'after')
          : changeQuery(dialect, entity, rule, startedAt),
      )
      reports.push(ruleReport(entity, rule, found?.violations))
    }
  }
  return judgeQuality(reports)
}

/**
 * The query for the `violations` of a rule among the rows that a table is to have.
 *
 * @param suffix what the names of the relations of all these rows end with.
 */
export const ruleQuery = (
  dialect: Dialect,
  entity: Entity,
  rule: QualityRule,
  now: Date,
  suffix = 'next',
): string =>
  violations(dialect, entity, rule, {
    relation: `${entity.name}_${suffix}`,
    other: rule.kind === 'foreign_key' ? `${rule.table}_${suffix}` : '',
    now,
  })

/**
 * The query for the `violations` of a rule that judges each row on its own, where a part of a table
 * changes: those of all rows as they were, but for the part, and those of the part as it is to be. To
 * take the part out of all rows first would be to look for each of them in it.
 */
function changeQuery(dialect: Dialect, entity: Entity, rule: QualityRule, now: Date): string {
  const other = rule.kind === 'foreign_key' ? `${rule.table}_after` : ''
  const of = (suffix: string) =>
    `(${violations(dialect, entity, rule, { relation: `${entity.name}_${suffix}`, other, now })})`
  return `SELECT ${of('stored')} - ${of('before')} + ${of('next')} AS violations`
}

const judgesRows = ({ kind }: QualityRule) => kind !== 'unique' && kind !== 'fresh'

/** How a table stood up to a rule. */
export const ruleReport = (
  entity: Entity,
  rule: QualityRule,
  found: bigint | number | string = 0,
): QualityReport => ({
  table: entity.name,
  rule: ruleName(rule),
  severity: severityOf(rule),
  violations: Number(found),
})

/**
 * Lets reports pass in which every rule holds that must.
 *
 * @throws {TransformError} `TRANSFORM_QUALITY`
 */
export function judgeQuality(reports: readonly QualityReport[]): readonly QualityReport[] {
  const broken = reports.filter(({ severity, violations }) => severity === 'fail' && violations > 0)
  if (broken.length === 0) return reports
  const words = broken.map(
    ({ table, rule, violations }) => `${table}: ${rule} (${violations} rows)`,
  )
  throw new TransformError(
    'TRANSFORM_QUALITY',
    `Rules that must hold are broken: ${words.join('; ')}. No table was changed; mend the data or the source's mapping, or let the rule warn, and run again.`,
  )
}
