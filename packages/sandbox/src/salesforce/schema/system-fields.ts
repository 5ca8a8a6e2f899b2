import { type Field, type FieldSettings, makeField } from './field.ts'

const readOnly = { createable: false, updateable: false, nillable: false } as const

const user = (name: string): FieldSettings => ({
  name,
  type: 'reference',
  ...readOnly,
  referenceTo: ['User'],
  relationshipName: name.replace(/Id$/, ''),
})

/** The fields that every custom object has, beside its own. */
export function systemFields(): Field[] {
  const settings: readonly FieldSettings[] = [
    { name: 'Id', type: 'id', ...readOnly },
    {
      name: 'OwnerId',
      type: 'reference',
      nillable: false,
      referenceTo: ['Group', 'User'],
      relationshipName: 'Owner',
    },
    { name: 'IsDeleted', type: 'boolean', ...readOnly },
    { name: 'Name', type: 'string', length: 80, nameField: true },
    { name: 'CreatedDate', type: 'datetime', ...readOnly },
    user('CreatedById'),
    { name: 'LastModifiedDate', type: 'datetime', ...readOnly },
    user('LastModifiedById'),
    { name: 'SystemModstamp', type: 'datetime', ...readOnly },
  ]
  return settings.map(makeField)
}
