import type { JsonSchema } from '@descant/sdk'
import type { FieldDescribe } from './describe.ts'
import { fieldSchema } from './field-kind.ts'

/** A member of a compound value, and the field that holds it. */
export interface CompoundMember {
  /** As REST names it: `postalCode`. */
  readonly member: string
  readonly field: FieldDescribe
}

/** Endings of component fields, the longer ones first: `BillingStateCode` is no `State`. */
const endings = [
  'GeocodeAccuracy',
  'CountryCode',
  'PostalCode',
  'StateCode',
  'Longitude',
  'Latitude',
  'Country',
  'Street',
  'State',
  'City',
] as const

/**
 * The components of an address or location. Bulk API 2.0 refuses compound fields, and REST gives
 * them; put together from their components they are the same from both.
 */
export function compoundMembers(
  compound: FieldDescribe,
  fields: readonly FieldDescribe[],
): readonly CompoundMember[] {
  return fields.flatMap((field): CompoundMember[] => {
    if (field.compoundFieldName !== compound.name || field.name === compound.name) return []
    const plain = field.name.replace(/__(s|pc|c)$/, '')
    const ending = endings.find((one) => plain.endsWith(one))
    return ending ? [{ member: `${ending[0]?.toLowerCase()}${ending.slice(1)}`, field }] : []
  })
}

/** The JSON Schema of a compound value. */
export function compoundSchema(members: readonly CompoundMember[]): JsonSchema {
  const properties = members.map(({ member, field }) => [member, fieldSchema(field)] as const)
  return { type: ['null', 'object'], properties: Object.fromEntries(properties) }
}
