import type { RequestContext } from '../api/request-context.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import { jsonValue } from '../metafields/json-value.ts'
import { tableConnection } from '../paging/connection.ts'
import { type OwnerOf, ownedConnection, ownedRows } from '../paging/owned-connection.ts'
import { parseGid } from '../store/ids.ts'
import type { MetaobjectDefinitionRecord, MetaobjectRecord } from './generate.ts'

const definitionOf: OwnerOf<MetaobjectRecord> = ({ definitionId }) => definitionId

/** The fields of an entry, each with what it holds. */
function fieldsOf(metaobject: MetaobjectRecord, { store }: RequestContext) {
  const definition = store
    .table<MetaobjectDefinitionRecord>('MetaobjectDefinition')
    .get(metaobject.definitionId)
  return (definition?.fields ?? []).map(({ key, name, type }) => {
    const value = metaobject.values[key] ?? null
    return {
      id: metaobject.id,
      key,
      type,
      value,
      jsonValue: value === null ? null : jsonValue(type, value),
      definition: fieldDefinition({ key, name, type }),
    }
  })
}

const fieldDefinition = (field: MetaobjectDefinitionRecord['fields'][number]) => ({
  key: field.key,
  name: field.name,
  required: field.key === 'title',
  type: { name: field.type, category: 'OTHER' },
})

/** Metaobjects: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Metaobject */
export const metaobjectsPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      metaobjects: (_source, args, context, info) =>
        tableConnection<MetaobjectRecord>(
          'Metaobject',
          args,
          context,
          info,
          ({ type }) => type === args.type,
        ),
      metaobjectByHandle: (_source, { handle }, { store }) =>
        [...store.table<MetaobjectRecord>('Metaobject').values()].find(
          (one) => one.type === handle.type && one.handle === handle.handle,
        ) ?? null,
      metaobjectDefinitionByType: (_source, { type }: { type: string }, { store }) =>
        [...store.table<MetaobjectDefinitionRecord>('MetaobjectDefinition').values()].find(
          (definition) => definition.type === type,
        ) ?? null,
    },
    Metaobject: {
      field: (metaobject: MetaobjectRecord, { key }: { key: string }, context) =>
        fieldsOf(metaobject, context).find((field) => field.key === key) ?? null,
      fields: (metaobject: MetaobjectRecord, _args, context) => fieldsOf(metaobject, context),
    },
    MetaobjectField: {
      reference: ({ type, value }: { type: string; value: string | null }, _args, context) => {
        const parts = value === null || !type.endsWith('_reference') ? undefined : parseGid(value)
        const found = parts && context.record(parts.kind, parts.id)
        return found === undefined ? null : { ...found, __typename: parts?.kind }
      },
    },
    MetaobjectDefinition: {
      fieldDefinitions: ({ fields }: MetaobjectDefinitionRecord) => fields.map(fieldDefinition),
      metaobjects: ({ id }: MetaobjectDefinitionRecord, args, context, info) =>
        ownedConnection('Metaobject', definitionOf, id, args, context, info),
      metaobjectsCount: ({ id }: MetaobjectDefinitionRecord, _args, { store }) =>
        ownedRows(store.table<MetaobjectRecord>('Metaobject'), definitionOf, id).length,
    },
  },
  searchable: {
    Metaobject: () => ({
      fields: { display_name: { type: 'text', of: ({ displayName }) => displayName } },
      sortKeys: {
        display_name: { type: 'text', of: ({ displayName }) => displayName.toLowerCase() },
        id: { type: 'number', of: ({ id }) => id },
        type: { type: 'text', of: ({ type }) => type },
        updated_at: { type: 'time', of: ({ updatedAt }) => updatedAt },
      },
    }),
  },
}
