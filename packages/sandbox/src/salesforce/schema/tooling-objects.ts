import { makeField } from './field.ts'
import { makeObject, type ObjectDefinition } from './object-definition.ts'
import type { Schema } from './schema.ts'

/**
 * The fields that an org has added, a record each, which only the Tooling API knows.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm
 */
export const customField: ObjectDefinition = makeObject({
  name: 'CustomField',
  keyPrefix: '00N',
  custom: false,
  fields: [
    makeField({ name: 'Id', type: 'id', nillable: false }),
    makeField({ name: 'DeveloperName', type: 'string', nillable: false }),
    makeField({
      name: 'EntityDefinitionId',
      type: 'reference',
      referenceTo: ['EntityDefinition'],
      relationshipName: 'EntityDefinition',
    }),
    makeField({ name: 'TableEnumOrId', type: 'string', nillable: false }),
    makeField({ name: 'NamespacePrefix', type: 'string' }),
    makeField({ name: 'CreatedDate', type: 'datetime', nillable: false }),
    makeField({ name: 'LastModifiedDate', type: 'datetime', nillable: false }),
  ],
})

/** The objects of an org as the Tooling API sees them: what is defined, beside what is stored. */
export const toolingSchema = (schema: Schema): Pick<Schema, 'object' | 'field'> => ({
  object: (name) =>
    name.toLowerCase() === customField.name.toLowerCase() ? customField : schema.object(name),
  field: (object, name) => schema.field(object, name),
})
