import type { RecordRule } from './record-rule.ts'

/** What follows where a rule is broken: a line in the report, or no table is published. */
export type Severity = 'warn' | 'fail'

/**
 * What must hold of a table before it is published.
 *
 * - `not_null`: the column has a value in every row.
 * - `unique`: no two rows have the same values, NULL aside.
 * - `range`: the value, where there is one, lies between the bounds, both included. Bounds of numbers
 *   and decimals are texts or numbers, of times ISO 8601.
 * - `foreign_key`: where all columns have a value, a row of the other table has the same. It only
 *   ever warns, since records of two streams arrive when they will.
 * - `complete`: where all columns of `where` have a value, the column has one too.
 * - `fresh`: the newest value is at most so many hours old. An empty table is not judged.
 *
 * @example
 * const rules: QualityRule[] = [
 *   { kind: 'not_null', column: 'email' },
 *   { kind: 'range', column: 'total_price', min: 0, severity: 'fail' },
 *   { kind: 'fresh', column: 'updated_at', hours: 26 },
 * ]
 */
export type QualityRule =
  | { readonly kind: 'not_null'; readonly column: string; readonly severity?: Severity }
  | { readonly kind: 'unique'; readonly columns: readonly string[]; readonly severity?: Severity }
  | {
      readonly kind: 'range'
      readonly column: string
      readonly min?: number | string
      readonly max?: number | string
      readonly severity?: Severity
    }
  | {
      readonly kind: 'foreign_key'
      /** Columns of the table and, in the same order, those of the other one. */
      readonly columns: readonly string[]
      readonly table: string
      readonly references: readonly string[]
    }
  | {
      readonly kind: 'complete'
      readonly column: string
      readonly where: readonly string[]
      readonly severity?: Severity
    }
  | {
      readonly kind: 'fresh'
      readonly column: string
      readonly hours: number
      readonly severity?: Severity
    }

/** How a rule reads in a report: `range total_price 0..`. */
export function ruleName(rule: QualityRule): string {
  switch (rule.kind) {
    case 'not_null':
      return `not_null ${rule.column}`
    case 'unique':
      return `unique ${rule.columns.join(', ')}`
    case 'range':
      return `range ${rule.column} ${rule.min ?? ''}..${rule.max ?? ''}`
    case 'foreign_key':
      return `foreign_key ${rule.columns.join(', ')} to ${rule.table}`
    case 'complete':
      return `complete ${rule.column} where ${rule.where.join(', ')}`
    case 'fresh':
      return `fresh ${rule.column} within ${rule.hours} hours`
  }
}

export const severityOf = (rule: QualityRule): Severity =>
  rule.kind === 'foreign_key' ? 'warn' : (rule.severity ?? 'warn')

/** The columns of its own table that a rule speaks of. */
export function columnsOfRule(rule: QualityRule | RecordRule): readonly string[] {
  if ('columns' in rule) return rule.columns
  return rule.kind === 'complete' ? [rule.column, ...rule.where] : [rule.column]
}
