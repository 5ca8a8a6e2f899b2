import type { Resolver, SchemaPart } from '../api/schema-part.ts'
import { type OwnerOf, ownedConnection, ownedRows } from '../paging/owned-connection.ts'
import type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord } from './record.ts'

const companyOf: OwnerOf<CompanyContactRecord | CompanyLocationRecord> = ({ companyId }) =>
  companyId

const ofCompany =
  (type: 'CompanyContact' | 'CompanyLocation'): Resolver =>
  ({ id }: CompanyRecord, args, context, info) =>
    ownedConnection(type, companyOf, id, args, context, info)

const countOf =
  (type: 'CompanyContact' | 'CompanyLocation'): Resolver =>
  ({ id }: CompanyRecord, _args, { store }) =>
    ownedRows(store.table<CompanyContactRecord | CompanyLocationRecord>(type), companyOf, id).length

/** Companies: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Company */
export const companiesPart: SchemaPart = {
  resolvers: {
    Company: {
      contacts: ofCompany('CompanyContact'),
      contactsCount: countOf('CompanyContact'),
      contactCount: countOf('CompanyContact'),
      locations: ofCompany('CompanyLocation'),
      locationsCount: countOf('CompanyLocation'),
      mainContact: ({ id }: CompanyRecord, _args, { store }) =>
        ownedRows(
          store.table<CompanyContactRecord>('CompanyContact'),
          companyOf as OwnerOf<CompanyContactRecord>,
          id,
        ).find(({ isMainContact }) => isMainContact) ?? null,
    },
    CompanyLocation: {
      billingAddress: ({ shippingAddress }: CompanyLocationRecord) => shippingAddress,
      currency: (_location, _args, { store }) => store.shop.currencyCode,
    },
  },
  searchable: {
    Company: () => ({
      fields: {
        external_id: { type: 'keyword', of: ({ externalId }) => externalId },
        name: { type: 'text', of: ({ name }) => name },
        since_date: { type: 'time', of: ({ customerSince }) => customerSince },
      },
    }),
  },
}
