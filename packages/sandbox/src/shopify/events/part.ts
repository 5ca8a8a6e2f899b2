import type { Resolver, SchemaPart } from '../api/schema-part.ts'
import { tableConnection } from '../paging/connection.ts'
import { type OwnerOf, ownedConnection } from '../paging/owned-connection.ts'
import { gid, parseGid } from '../store/ids.ts'
import type { EventRecord } from './record.ts'

/** How long events are kept. */
const ONE_YEAR = 365 * 24 * 3600 * 1000

const subjectOf: OwnerOf<EventRecord> = ({ subjectGid }) => subjectGid

const events: Resolver = (record: { readonly id: number }, args, context, info) =>
  ownedConnection('Event', subjectOf, gid(info.parentType.name, record.id), args, context, info)

/** Events: https://shopify.dev/docs/api/admin-graphql/2026-10/interfaces/Event */
export const eventsPart: SchemaPart = {
  resolvers: {
    '*': { events },
    QueryRoot: {
      events: (_source, args, context, info) => tableConnection('Event', args, context, info),
    },
    Fulfillment: { events: () => [] },
    BasicEvent: {
      arguments: () => [],
      attributeToUser: () => true,
      subjectId: ({ subjectGid }: EventRecord) => subjectGid,
      // What was deleted is known by its id alone.
      subject: ({ subjectGid }: EventRecord, _args, context) => {
        const parts = parseGid(subjectGid)
        const found = parts && context.record(parts.kind, parts.id)
        return found === undefined ? null : { ...found, __typename: parts?.kind }
      },
    },
  },
  searchable: {
    Event: () => ({
      fields: { comments: { type: 'boolean', of: () => false } },
    }),
  },
  visible: {
    Event:
      ({ now }) =>
      ({ createdAt }: EventRecord) =>
        createdAt >= now - ONE_YEAR,
  },
}
