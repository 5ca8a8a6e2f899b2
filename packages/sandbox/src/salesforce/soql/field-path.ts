import type { Field } from '../schema/field.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Row, Value } from '../store/row.ts'
import { offsetOfName, type QueryScope } from './query-context.ts'
import { noSuchColumn, soqlError } from './soql-error.ts'

/** How many parents can be named one behind the other. */
const MAXIMUM_DEPTH = 5

/** A field that a query names, on the way over parents: `Account.Owner.Name`. */
export interface FieldPath {
  /** As the objects define them, not as the query writes them: `['Account', 'Owner']`. */
  readonly parents: readonly string[]
  readonly field: Field
  /** The object that the field belongs to; the first of several. */
  readonly object: ObjectDefinition
  read(row: Row): Value
}

/** Climbs from a record to one of its parents. */
export type Climb = (row: Row) => Row | undefined

/**
 * Finds the field that a dotted name means.
 *
 * @param clause The clause that it stands in, to mark it in an error: '' for SELECT, `WHERE`, …
 * @throws ApiError INVALID_FIELD
 */
export function fieldPath(scope: QueryScope, name: string, clause = ''): FieldPath {
  const { schema, store, soql } = scope
  const names = name.split('.')
  const first = names[0]?.toLowerCase()
  const isOwn = first === scope.alias?.toLowerCase() || first === scope.object.toLowerCase()
  if (names.length > 1 && isOwn) names.shift()
  const fieldName = names.pop() as string
  if (names.length > MAXIMUM_DEPTH) {
    const problem = `Field path '${name}' has too many levels: at most ${MAXIMUM_DEPTH} parents can be named.`
    throw soqlError('MALFORMED_QUERY', soql, offsetOfName(soql, name, clause), problem)
  }

  const own = schema.object(scope.object) as ObjectDefinition
  let objects: readonly ObjectDefinition[] = [own]
  const parents: string[] = []
  const climbs: Climb[] = []
  for (const relationship of names) {
    const step = climb(scope, objects, relationship)
    if (step === undefined) throw noSuchRelationship(scope, relationship, name, clause)
    objects = step.objects
    parents.push(step.name)
    climbs.push(step.climb)
  }

  const found = objects.flatMap((object) => {
    const field = schema.field(object, fieldName)
    return field === undefined ? [] : [{ object, field }]
  })
  const hit = found[0]
  // Among several objects only what all of them have can be named.
  if (
    hit === undefined ||
    (objects.length > 1 && fieldName.toLowerCase() !== 'id' && !isShared(fieldName))
  ) {
    const entity = objects.length > 1 ? 'Name' : (objects[0]?.name ?? scope.object)
    throw noSuchColumn(soql, offsetOfName(soql, name, clause), fieldName, entity)
  }
  const nameOf = nameReader(scope, objects)
  return {
    parents,
    field: hit.field,
    object: hit.object,
    read: (row) => {
      let at: Row | undefined = row
      for (const step of climbs) at = at && step(at)
      if (at === undefined) return null
      return objects.length > 1 ? nameOf(at, fieldName) : store.read(hit.field, at)
    },
  }
}

/** What can be asked of a parent that may be one of several objects. */
const isShared = (field: string) =>
  [
    'name',
    'type',
    'email',
    'phone',
    'firstname',
    'lastname',
    'username',
    'isactive',
    'title',
  ].includes(field.toLowerCase())

function nameReader(scope: QueryScope, objects: readonly ObjectDefinition[]) {
  return (row: Row, fieldName: string): Value => {
    const object = objects.find(({ keyPrefix }) => keyPrefix === String(row.Id).slice(0, 3))
    if (object === undefined) return null
    const isName = fieldName.toLowerCase() === 'name'
    const field = isName
      ? object.fields.find(({ nameField }) => nameField)
      : scope.schema.field(object, fieldName)
    return field === undefined ? null : scope.store.read(field, row)
  }
}

/** One step up: the objects that are reached, and how to get there from a record. */
export function climb(
  { schema, store }: QueryScope,
  objects: readonly ObjectDefinition[],
  relationship: string,
): { name: string; field: Field; objects: readonly ObjectDefinition[]; climb: Climb } | undefined {
  for (const object of objects) {
    const field = object.fields.find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
    )
    if (field === undefined) continue
    const targets = field.referenceTo.flatMap((target) => schema.object(target) ?? [])
    if (targets.length === 0) continue
    return {
      name: field.relationshipName as string,
      field,
      objects: targets,
      climb: (row) => {
        const id = row[field.name]
        return typeof id === 'string' ? store.find(id) : undefined
      },
    }
  }
  return undefined
}

function noSuchRelationship(scope: QueryScope, relationship: string, name: string, clause: string) {
  const { soql } = scope
  return soqlError(
    'INVALID_FIELD',
    soql,
    offsetOfName(soql, name, clause),
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}
