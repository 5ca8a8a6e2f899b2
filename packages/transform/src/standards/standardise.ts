import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import { selectList } from '../sql/select.ts'
import { normalEmail } from './normal-email.ts'
import { e164, phoneDigits } from './normal-phone.ts'

/**
 * The query that brings the columns of a relation to the forms that their entity asks for; every
 * other column passes. It joins `calling_codes` once for each phone column.
 *
 * @param columns all columns of the relation.
 */
export function standardise(
  dialect: Dialect,
  entity: Entity,
  relation: string,
  columns: readonly string[],
): string {
  const joins: string[] = []
  const digits: Record<string, string> = {}
  const standard = (name: string): string => {
    const column = dialect.field('r', name)
    const form = entity.columns[name]?.standard
    if (form === undefined) return column
    if (form === 'email') return normalEmail(dialect, column)
    const plan = `plan_${joins.length}`
    const country = dialect.field('r', form.phone.countryColumn)
    joins.push(`LEFT JOIN calling_codes ${plan} ON ${plan}.country = ${country}`)
    digits[`_digits_${name}`] = phoneDigits(dialect, dialect.identifier(name))
    return e164(dialect, dialect.field('r', `_digits_${name}`), plan)
  }
  const values = selectList(
    dialect,
    Object.fromEntries(columns.map((name) => [name, standard(name)])),
  )
  const read = Object.keys(digits).length === 0 ? '*' : `*, ${selectList(dialect, digits)}`
  return `SELECT ${values}
FROM (SELECT ${read} FROM ${relation}) r
${joins.join('\n')}`
}
