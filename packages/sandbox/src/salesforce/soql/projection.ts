import type { Field } from '../schema/field.ts'
import type { Row, Value } from '../store/row.ts'
import { fieldPath } from './field-path.ts'
import type { FieldType as SelectItem } from './parse-soql.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { jsonValue } from './render-value.ts'
import { noSuchColumn, soqlError } from './soql-error.ts'

/** One thing that a query selects of a record. */
export interface Selected {
  /** As CSV calls it: `Account.Name`. */
  readonly name: string
  /** The parents on the way. */
  readonly parents: readonly string[]
  readonly field: Field
  read(row: Row): Value
  /** A value that is not that of a field: text of a function, a list of children. */
  readonly json?: (row: Row) => string
}

/** Something within a record that is no field: its name there, and how it is written. */
export interface NestedAnswer {
  readonly name: string
  readonly json: (row: Row) => string
}

/** What a SELECT can hold beside fields. */
export interface Nesting {
  /** `(SELECT Id FROM Contacts)` */
  readonly children: (item: SelectItem & { type: 'FieldSubquery' }) => NestedAnswer
  /** `TYPEOF What WHEN Account THEN Phone END` */
  readonly typeOf: (item: SelectItem & { type: 'FieldTypeof' }) => NestedAnswer
}

/**
 * What a query selects, in its order.
 *
 * @throws ApiError INVALID_FIELD, MALFORMED_QUERY
 */
export function compileSelection(
  scope: QueryScope,
  items: readonly SelectItem[],
  nesting: Nesting,
): Selected[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const selected = compileItem(scope, item, nesting)
    for (const { name } of selected) {
      if (seen.has(name.toLowerCase())) {
        const offset = scope.soql.toLowerCase().lastIndexOf(name.toLowerCase())
        throw soqlError('INVALID_FIELD', scope.soql, offset, `duplicate field selected: ${name}`)
      }
      seen.add(name.toLowerCase())
    }
    return selected
  })
}

function compileItem(scope: QueryScope, item: SelectItem, nesting: Nesting): Selected[] {
  switch (item.type) {
    case 'Field':
    case 'FieldRelationship': {
      const alias = 'alias' in item ? item.alias : undefined
      if (alias !== undefined) {
        const problem = 'only aggregate expressions use field aliasing'
        throw soqlError('MALFORMED_QUERY', scope.soql, offsetOfName(scope.soql, alias), problem)
      }
      const parents = item.type === 'FieldRelationship' ? item.relationships : []
      const written = [...parents, item.field].join('.')
      return [selectedPath(scope, written)]
    }
    case 'FieldSubquery':
      return [nestedAnswer(scope, nesting.children(item))]
    case 'FieldTypeof':
      return [nestedAnswer(scope, nesting.typeOf(item))]
    case 'FieldFunctionExpression':
      return compileFunction(scope, item)
  }
}

function nestedAnswer(scope: QueryScope, { name, json }: NestedAnswer): Selected {
  const { field } = fieldPath(scope, 'Id')
  return { name, parents: [], field, read: () => null, json }
}

function selectedPath(scope: QueryScope, written: string): Selected {
  const path = fieldPath(scope, written)
  return {
    name: [...path.parents, path.field.name].join('.'),
    parents: path.parents,
    field: path.field,
    read: path.read,
  }
}

function compileFunction(
  scope: QueryScope,
  item: SelectItem & { type: 'FieldFunctionExpression' },
): Selected[] {
  const name = item.functionName.toUpperCase()
  const parameter = String(item.parameters[0] ?? '')
  if (name === 'FIELDS') return compileFields(scope, parameter.toUpperCase())
  if (name === 'TOLABEL') {
    const path = selectedPath(scope, parameter)
    return [{ ...path, name: item.alias ?? path.name }]
  }
  if (name === 'FORMAT') {
    const path = selectedPath(scope, parameter)
    const json = (row: Row) => {
      const value = path.read(row)
      return value === null
        ? 'null'
        : JSON.stringify(jsonValue(path.field, value).replace(/^"|"$/g, ''))
    }
    return [{ ...path, name: item.alias ?? path.name, json }]
  }
  throw noSuchColumn(
    scope.soql,
    offsetOfName(scope.soql, item.functionName),
    item.functionName,
    scope.object,
  )
}

function compileFields(scope: QueryScope, which: string): Selected[] {
  const object = scope.schema.object(scope.object)
  const fields = (object?.fields ?? []).filter(
    ({ custom }) => which === 'ALL' || custom === (which === 'CUSTOM'),
  )
  return fields.map(({ name }) => selectedPath(scope, name))
}
