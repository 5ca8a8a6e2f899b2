import type { Field } from './field.ts'

/** A list of children: what refers to this object, and by which field. */
export interface ChildRelationship {
  /** As in `(SELECT Id FROM Contacts)`. */
  readonly name: string
  readonly child: string
  readonly field: string
}

/** What keeps an object from being queried like others. */
export interface QueryRestriction {
  /** Bulk jobs refuse it. */
  readonly bulkUnsupported?: boolean
  /** At least one of these fields has to be held against an id, or a list of them. */
  readonly requiresFilterOn?: readonly string[]
  /** Its describe fails with 403 INSUFFICIENT_ACCESS, though the list of objects has it. */
  readonly describeDenied?: boolean
}

/** An object of the org. */
export interface ObjectDefinition {
  readonly name: string
  readonly label: string
  /** The first three characters of its ids, or null where it has none. */
  readonly keyPrefix: string | null
  readonly custom: boolean
  readonly customSetting: boolean
  readonly queryable: boolean
  readonly replicateable: boolean
  readonly deprecatedAndHidden: boolean
  readonly createable: boolean
  readonly fields: readonly Field[]
  readonly children: readonly ChildRelationship[]
  readonly restriction: QueryRestriction
  /** When its definition last changed, in milliseconds since 1970. */
  readonly changedAt: number
}

/** What an object has to say for itself. */
export type ObjectSettings = Pick<ObjectDefinition, 'name' | 'keyPrefix' | 'fields'> &
  Partial<ObjectDefinition>

/** An object, with what is usual. */
export function makeObject(settings: ObjectSettings): ObjectDefinition {
  const { name } = settings
  return {
    label: name.replace(/__\w+$/, '').replaceAll('_', ' '),
    custom: /__\w+$/.test(name),
    customSetting: false,
    queryable: true,
    replicateable: true,
    deprecatedAndHidden: false,
    createable: true,
    children: [],
    restriction: {},
    changedAt: 0,
    ...settings,
  }
}
