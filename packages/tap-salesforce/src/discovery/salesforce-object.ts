import type { JsonSchema } from '@descant/sdk'
import { compoundMembers, compoundSchema } from './compound-members.ts'
import type { FieldDescribe, ObjectDescribe } from './describe.ts'
import { fieldKind, fieldSchema } from './field-kind.ts'
import { isInBulk } from './object-lists.ts'
import { keyPropertyOf, replicationKeyOf } from './replication-key.ts'

/** An object as the tap reads it: what its describe says, worked out once. */
export interface SalesforceObject {
  readonly name: string
  readonly label: string | undefined
  /** In the order of the describe. */
  readonly fields: readonly FieldDescribe[]
  readonly schema: JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> }
  readonly keyProperty: string | undefined
  readonly replicationKey: string | undefined
  /** Whether `/deleted` can be asked. */
  readonly tellsDeletions: boolean
  /** Whether rows can be walked through in the order of the key. */
  readonly isSortable: boolean
  readonly isInBulk: boolean
}

/** What is written beside a row's own fields: that it is deleted. */
export const deletedAt = '_sdc_deleted_at'

/**
 * Works out an object.
 *
 * @param includeBinary Whether base64 fields are among its fields.
 */
export function salesforceObject(
  describe: ObjectDescribe,
  { includeBinary }: { readonly includeBinary: boolean },
): SalesforceObject {
  const { name, label, replicateable } = describe
  const fields = describe.fields.filter(({ type }) => includeBinary || fieldKind(type) !== 'base64')
  const properties = Object.fromEntries([
    ...fields.flatMap((field) => propertyOf(field, fields)),
    [deletedAt, { type: ['null', 'string'], format: 'date-time' }] as const,
  ])
  const keyProperty = keyPropertyOf(describe)
  const key = fields.find((field) => field.name === keyProperty)
  return {
    name,
    label,
    fields,
    schema: { type: 'object', properties },
    keyProperty,
    replicationKey: replicationKeyOf(describe),
    tellsDeletions: replicateable === true && keyProperty === 'Id',
    isSortable: key !== undefined && key.filterable !== false && key.sortable !== false,
    isInBulk: isInBulk(name),
  }
}

/** A field's name and schema; a compound one without components is left out. */
function propertyOf(
  field: FieldDescribe,
  fields: readonly FieldDescribe[],
): readonly (readonly [string, JsonSchema])[] {
  if (fieldKind(field.type) !== 'compound') return [[field.name, fieldSchema(field)]]
  const members = compoundMembers(field, fields)
  return members.length > 0 ? [[field.name, compoundSchema(members)]] : []
}
