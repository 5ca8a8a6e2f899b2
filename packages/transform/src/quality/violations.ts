import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { QualityRule } from './quality-rule.ts'

/**
 * The query for how many rows of a table break a rule, as `violations`.
 *
 * @param relation the rows that are to be published.
 * @param other the rows of the table that a foreign key refers to.
 * @param now what freshness is measured from.
 */
export function violations(
  dialect: Dialect,
  entity: Entity,
  rule: QualityRule,
  {
    relation,
    other,
    now,
  }: { readonly relation: string; readonly other: string; readonly now: Date },
): string {
  const column = (name: string) => dialect.field('r', name)
  const count = (condition: string) =>
    `SELECT count(*) AS violations FROM ${relation} r WHERE ${condition}`
  switch (rule.kind) {
    case 'not_null':
      return count(`${column(rule.column)} IS NULL`)
    case 'unique': {
      const columns = columnsOf(dialect, 'r', rule.columns)
      const told = rule.columns.map((name) => `${column(name)} IS NOT NULL`).join(' AND ')
      return `SELECT coalesce(sum(alike - 1), 0) AS violations FROM (
  SELECT count(*) AS alike FROM ${relation} r WHERE ${told} GROUP BY ${columns}) groups`
    }
    case 'range': {
      const bound = (value: number | string) =>
        dialect.cast(dialect.text(String(value)), entity.columns[rule.column]?.type ?? 'string')
      const outside = [
        ...(rule.min === undefined ? [] : [`${column(rule.column)} < ${bound(rule.min)}`]),
        ...(rule.max === undefined ? [] : [`${column(rule.column)} > ${bound(rule.max)}`]),
      ]
      return count(outside.length === 0 ? 'false' : outside.join(' OR '))
    }
    case 'foreign_key': {
      const same = rule.columns
        .map(
          (name, index) =>
            `${dialect.field('o', rule.references[index] ?? name)} = ${column(name)}`,
        )
        .join(' AND ')
      const told = rule.columns.map((name) => `${column(name)} IS NOT NULL`).join(' AND ')
      return count(`${told} AND NOT EXISTS (SELECT 1 FROM ${other} o WHERE ${same})`)
    }
    case 'complete': {
      const told = rule.where.map((name) => `${column(name)} IS NOT NULL`).join(' AND ')
      return count(`${column(rule.column)} IS NULL AND ${told}`)
    }
    case 'fresh': {
      const oldest = new Date(now.getTime() - rule.hours * 3_600_000).toISOString()
      const limit = dialect.cast(dialect.text(oldest), 'timestamptz')
      return `SELECT CASE WHEN max(${column(rule.column)}) < ${limit} THEN count(*) ELSE 0 END AS violations FROM ${relation} r`
    }
  }
}
