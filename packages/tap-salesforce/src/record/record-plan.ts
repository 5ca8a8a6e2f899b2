import { compoundMembers } from '../discovery/compound-members.ts'
import { type FieldKind, fieldKind } from '../discovery/field-kind.ts'
import { deletedAt, type SalesforceObject } from '../discovery/salesforce-object.ts'

/** A column that is asked for. */
interface Column {
  readonly name: string
  readonly kind: FieldKind
  /** Whether nothing in a CSV means null; for a text that cannot be null it is the empty text. */
  readonly emptyIsNull: boolean
  /** Whether the column is a member of the record, and not asked for the sake of others alone. */
  readonly isWritten: boolean
}

/** A member of the record that is put together from columns. */
interface CompoundValue {
  readonly name: string
  readonly members: readonly { readonly member: string; readonly column: number }[]
}

/** What is asked for and how a record is made of it, the same for both APIs. */
export interface RecordPlan {
  readonly object: SalesforceObject
  readonly columns: readonly Column[]
  readonly compounds: readonly CompoundValue[]
  /** The column of the key, where the object has one. */
  readonly key: number | undefined
  /** The column of the replication key, where the object has one. */
  readonly stamp: number | undefined
  /** The column that says whether a row lies in the recycle bin, where that is to be told. */
  readonly isDeleted: number | undefined
}

/** What a reader wants of an object. */
export type IsSelected = (...path: readonly string[]) => boolean

/**
 * Plans the reading of an object: the fields that are wanted, those that the wanted compound ones are
 * made of, and what the reading itself needs.
 *
 * @param without Fields that turned out not to be there any more.
 */
export function recordPlan(
  object: SalesforceObject,
  isSelected: IsSelected,
  without: ReadonlySet<string> = new Set(),
): RecordPlan {
  const { keyProperty, replicationKey, schema } = object
  const needed = new Set([keyProperty, replicationKey].filter((name) => name !== undefined))
  const fields = object.fields.filter(
    ({ name }) => !without.has(name) && Object.hasOwn(schema.properties, name),
  )
  const wanted = new Set(
    fields.filter(({ name }) => needed.has(name) || isSelected(name)).map(({ name }) => name),
  )
  const compounds = fields
    .filter(({ name, type }) => wanted.has(name) && fieldKind(type) === 'compound')
    .map((field) => ({
      name: field.name,
      members: compoundMembers(field, fields).filter(({ member }) =>
        isSelected(field.name, member),
      ),
    }))
  const parts = new Set(compounds.flatMap(({ members }) => members.map(({ field }) => field.name)))
  const tellsDeleted = isSelected(deletedAt)
  if (tellsDeleted) parts.add('IsDeleted')
  const columns = fields
    .filter(({ name, type }) => {
      return fieldKind(type) !== 'compound' && (wanted.has(name) || parts.has(name))
    })
    .map((field): Column => {
      const kind = fieldKind(field.type)
      const emptyIsNull = field.nillable !== false || !(kind === 'text' || kind === 'literal')
      return { name: field.name, kind, emptyIsNull, isWritten: wanted.has(field.name) }
    })
  const indexOf = (name: string | undefined): number | undefined => {
    const index = columns.findIndex((column) => column.name === name)
    return index < 0 ? undefined : index
  }
  return {
    object,
    columns,
    compounds: compounds.map(({ name, members }) => ({
      name,
      members: members.flatMap(({ member, field }) => {
        const column = indexOf(field.name)
        return column === undefined ? [] : [{ member, column }]
      }),
    })),
    key: indexOf(keyProperty),
    stamp: indexOf(replicationKey),
    isDeleted: tellsDeleted ? indexOf('IsDeleted') : undefined,
  }
}
