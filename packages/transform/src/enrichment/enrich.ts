import type { Column } from '../model/column.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Enrichment } from '../model/enrichment.ts'
import { compileExpression } from '../sql/compile-expression.ts'
import type { Dialect } from '../sql/dialect.ts'
import { columnsOf, selectList } from '../sql/select.ts'
import { decodeFirst } from './decode-first.ts'
import { lookupRelation } from './lookup-step.ts'

/**
 * The query that adds the columns of an entity's enrichments to rows, one projection a step, so that
 * each sees what those before it have added. The lookups must be there as relations.
 *
 * @param relation rows with the columns of the entity that are not enriched.
 * @param columns all columns of the relation; they pass.
 */
export function enrich(
  dialect: Dialect,
  { columns: types, enrichments = [] }: Entity,
  relation: string,
  columns: readonly string[],
): string {
  let query = `SELECT ${columnsOf(dialect, 'r', columns)} FROM ${relation} r`
  const known = [...columns]
  for (const step of enrichments) {
    query = project(dialect, types, step, `(${query})`, known)
    known.push(...Object.keys(step.columns))
  }
  return query
}

function project(
  dialect: Dialect,
  types: Readonly<Record<string, Column>>,
  step: Enrichment,
  relation: string,
  columns: readonly string[],
): string {
  const joins: string[] = []
  const typedColumn = (name: string) => dialect.field('r', name)
  const scope = {
    typedColumn,
    column: (name: string) => asText(dialect, types[name], typedColumn(name), name),
    lookUp: (lookup: Parameters<typeof lookupRelation>[0], key: string) => {
      const alias = `l${joins.length}`
      joins.push(`LEFT JOIN ${lookupRelation(lookup)} ${alias} ON ${alias}.key = ${key}`)
      return `${alias}.value`
    },
  }
  const expressions = Object.values(step.values)
  const decoded = decodeFirst(dialect, expressions, relation, columns, scope)
  const full = { ...scope, known: decoded.known }
  const values = Object.entries(step.values).map(([name, expression]) => {
    const text = compileExpression(expression, dialect, full)
    const type = step.columns[name]?.type ?? 'string'
    if (typeof type === 'object') throw new Error(`${step.name}.${name} cannot be a list`)
    return [name, dialect.parse(text, type)]
  })
  return `SELECT ${columnsOf(dialect, 'r', columns)}, ${selectList(dialect, Object.fromEntries(values))}
FROM ${decoded.relation} r
${joins.join('\n')}`
}

/** Engines write times and doubles each in its own way, so that expressions do not read them. */
function asText(dialect: Dialect, column: Column | undefined, value: string, name: string): string {
  const type = column?.type ?? 'string'
  if (type === 'string') return value
  if (typeof type === 'object' || type === 'double' || type === 'timestamptz') {
    throw new Error(`${name} cannot be read as text; a time can be read by its day`)
  }
  return dialect.cast(value, 'string')
}
