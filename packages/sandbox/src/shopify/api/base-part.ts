import { gid } from '../store/ids.ts'
import { badRequest } from './api-error.ts'
import { findNode } from './find-node.ts'
import type { SchemaPart } from './schema-part.ts'

/** The most ids that `nodes(ids:)` takes, as every array of the API. */
const MAXIMUM_INPUT_SIZE = 250

/** What every subject stands on: scalars, money, addresses, counts and `node(id:)`. */
export const basePart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      node: (_source, { id }, context) => findNode(id, context),
      nodes: (_source, { ids }, context) => {
        if (ids.length > MAXIMUM_INPUT_SIZE) {
          throw badRequest(
            `The input array size of ${ids.length} is greater than the maximum allowed of ${MAXIMUM_INPUT_SIZE}.`,
            'MAX_INPUT_SIZE_EXCEEDED',
          )
        }
        return ids.map((id: string) => findNode(id, context))
      },
    },
    MailingAddress: {
      id: (address) => `${gid('MailingAddress', address.id)}?model_name=CustomerAddress`,
      coordinatesValidated: () => false,
      countryCode: (address) => address.countryCodeV2,
      name: (address) =>
        [address.firstName, address.lastName].filter((part) => part !== null).join(' ') || null,
      formattedArea: (address) =>
        [address.city, address.provinceCode, address.country].filter(Boolean).join(', '),
      formatted: (address, { withName, withCompany }) =>
        [
          ...(withName ? [[address.firstName, address.lastName].filter(Boolean).join(' ')] : []),
          ...(withCompany ? [address.company] : []),
          address.address1,
          address.address2,
          [address.city, address.provinceCode, address.zip].filter(Boolean).join(' '),
          address.country,
        ].filter(Boolean),
    },
  },
}
