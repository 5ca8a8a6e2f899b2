import { createHash } from 'node:crypto'
import type { RequestContext } from '../api/request-context.ts'
import type { Resolver, SchemaPart } from '../api/schema-part.ts'
import { tableConnection } from '../paging/connection.ts'
import { type OwnerOf, ownedConnection, ownedRows } from '../paging/owned-connection.ts'
import { gid, parseGid } from '../store/ids.ts'
import { tableType } from '../store/table-type.ts'
import { jsonValue } from './json-value.ts'
import { ownerType } from './owner-type.ts'
import type { MetafieldDefinitionRecord, MetafieldRecord } from './record.ts'

const ownerOf: OwnerOf<MetafieldRecord> = ({ ownerGid }) => ownerGid
const nameOf = ({ namespace, key }: { namespace: string; key: string }) => `${namespace}.${key}`

/** The global id under which the metafields of a record are kept. */
const ownerGid = (record: { readonly id: number }, type: string) => gid(tableType(type), record.id)

const metafields: Resolver = (record, args, context, info) => {
  const keys: readonly string[] | undefined = args.keys ?? undefined
  return ownedConnection<MetafieldRecord>(
    'Metafield',
    ownerOf,
    ownerGid(record, info.parentType.name),
    args,
    context,
    info,
    (metafield) =>
      (args.namespace == null || metafield.namespace === args.namespace) &&
      (keys === undefined || keys.includes(nameOf(metafield))),
  )
}

const metafield: Resolver = (record, { namespace, key }, { store }, { parentType }) =>
  ownedRows(
    store.table<MetafieldRecord>('Metafield'),
    ownerOf,
    ownerGid(record, parentType.name),
  ).find((one) => one.key === key && one.namespace === (namespace ?? 'custom')) ?? null

/** The record that a global id names, as a type of its own. */
function named(id: string, context: RequestContext): object | undefined {
  const parts = parseGid(id)
  const found = parts && context.record(parts.kind, parts.id)
  return found && { ...found, __typename: parts.kind }
}

const definitionOf = (
  { ownerKind: kind, ...rest }: MetafieldRecord,
  { store }: RequestContext,
): MetafieldDefinitionRecord | undefined =>
  [...store.table<MetafieldDefinitionRecord>('MetafieldDefinition').values()].find(
    (definition) => definition.ownerKind === kind && nameOf(definition) === nameOf(rest),
  )

/** Metafields: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Metafield */
export const metafieldsPart: SchemaPart = {
  resolvers: {
    '*': { metafields, metafield },
    QueryRoot: {
      metafieldDefinitions: (_source, args, context, info) =>
        tableConnection<MetafieldDefinitionRecord>(
          'MetafieldDefinition',
          args,
          context,
          info,
          (definition) =>
            ownerType(definition.ownerKind) === args.ownerType &&
            (args.namespace == null || definition.namespace === args.namespace) &&
            (args.key == null || definition.key === args.key),
        ),
    },
    Metafield: {
      compareDigest: ({ value }: MetafieldRecord) =>
        createHash('sha256').update(value).digest('hex'),
      definition: (record: MetafieldRecord, _args, context) =>
        definitionOf(record, context) ?? null,
      jsonValue: ({ type, value }: MetafieldRecord) => jsonValue(type, value),
      owner: (record: MetafieldRecord, _args, context) =>
        record.ownerKind === 'Shop'
          ? { __typename: 'Shop', ...context.store.shop }
          : named(record.ownerGid, context),
      ownerType: (record: MetafieldRecord) => ownerType(record.ownerKind),
      reference: ({ type, value }: MetafieldRecord, _args, context) =>
        type.endsWith('_reference') ? (named(value, context) ?? null) : null,
      sizeInBytes: ({ value }: MetafieldRecord) => Buffer.byteLength(value),
    },
    MetafieldDefinition: {
      ownerType: (definition: MetafieldDefinitionRecord) => ownerType(definition.ownerKind),
      type: ({ typeName }: MetafieldDefinitionRecord) => ({ name: typeName, category: 'OTHER' }),
      metafields: (definition: MetafieldDefinitionRecord, args, context, info) =>
        tableConnection<MetafieldRecord>(
          'Metafield',
          args,
          context,
          info,
          (one) => one.ownerKind === definition.ownerKind && nameOf(one) === nameOf(definition),
        ),
      metafieldsCount: (definition: MetafieldDefinitionRecord, _args, { store }) =>
        [...store.table<MetafieldRecord>('Metafield').values()].filter(
          (one) => one.ownerKind === definition.ownerKind && nameOf(one) === nameOf(definition),
        ).length,
    },
  },
  searchable: {
    MetafieldDefinition: () => ({
      fields: {
        owner_type: { type: 'keyword', of: (row) => ownerType(row.ownerKind) },
        type: { type: 'keyword', of: (row) => row.typeName },
      },
    }),
  },
}
