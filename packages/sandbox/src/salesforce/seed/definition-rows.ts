import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Schema } from '../schema/schema.ts'
import { customField } from '../schema/tooling-objects.ts'
import { recordId } from '../store/record-id.ts'
import type { Row } from '../store/row.ts'
import type { TableContents } from '../store/table.ts'

/** What an EntityDefinition tells of its object; the rest of it is as that of any other record. */
export const entityDefinitionOf = (object: ObjectDefinition): Row => ({
  DurableId: object.name,
  QualifiedApiName: object.name,
  DeveloperName: object.name.replace(/__\w+$/, ''),
  NamespacePrefix: null,
  Label: object.label,
  MasterLabel: object.label,
  KeyPrefix: object.keyPrefix,
  IsQueryable: object.queryable,
  IsReplicateable: object.replicateable,
  IsDeprecatedAndHidden: object.deprecatedAndHidden,
  IsCustomSetting: object.customSetting,
  LastModifiedDate: object.changedAt,
})

/** The record of a field that an org has added. */
export const customFieldOf = (
  schema: Schema,
  object: ObjectDefinition,
  field: string,
  changedAt: number,
): Row => {
  const definition = schema.object('EntityDefinition')
  const place = schema.objects.findIndex(({ name }) => name === object.name)
  return {
    DeveloperName: field.replace(/__c$/, ''),
    EntityDefinitionId: definition?.keyPrefix ? recordId(definition.keyPrefix, place) : null,
    TableEnumOrId: object.name,
    NamespacePrefix: null,
    CreatedDate: changedAt,
    LastModifiedDate: changedAt,
  }
}

/** The records of the fields that an org has added to its objects. */
export function customFieldRows(
  schema: Schema,
  objects: readonly ObjectDefinition[],
): TableContents {
  const fields = objects.flatMap((object) =>
    object.fields
      .filter(({ name }) => /__c$/.test(name))
      .map(({ name }) => customFieldOf(schema, object, name, object.changedAt)),
  )
  return {
    size: fields.length,
    row: (index) => ({ ...fields[index], Id: recordId(customField.keyPrefix as string, index) }),
  }
}
