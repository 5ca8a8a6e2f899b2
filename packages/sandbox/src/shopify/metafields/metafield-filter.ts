import { badRequest } from '../api/api-error.ts'
import { ownedRows } from '../paging/owned-connection.ts'
import type { SearchField } from '../search/search-field.ts'
import { gid } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row } from '../store/table.ts'
import type { MetafieldDefinitionRecord, MetafieldRecord } from './record.ts'

const ownerOf = ({ ownerGid }: MetafieldRecord) => ownerGid

/** From this version on a filter by a metafield that is not defined is an error. */
const FIRST_STRICT_VERSION = '2026-10'

/**
 * The filters `metafields.NAMESPACE.KEY` of a type. Only what is defined can be searched: another
 * name is ignored with a warning, and refused by newer versions.
 *
 * @throws GraphQLError BAD_REQUEST
 */
export function metafieldFilter(
  type: string,
  store: ShopifyStore,
  version: string,
): (filter: string) => SearchField<Row> | undefined {
  return (filter) => {
    const [, namespace, key] = /^metafields\.([^.]+)\.(.+)$/.exec(filter) ?? []
    if (namespace === undefined) return undefined
    const definitions = store.table<MetafieldDefinitionRecord>('MetafieldDefinition').values()
    const isDefined = [...definitions].some(
      (one) => one.ownerKind === type && one.namespace === namespace && one.key === key,
    )
    if (!isDefined && version >= FIRST_STRICT_VERSION) {
      throw badRequest(
        `The metafield ${namespace}.${key} is not defined, so it cannot be searched.`,
      )
    }
    if (!isDefined) return undefined
    const metafields = store.table<MetafieldRecord>('Metafield')
    return {
      type: 'keyword',
      of: (row) =>
        ownedRows(metafields, ownerOf, gid(type, row.id))
          .filter((one) => one.namespace === namespace && one.key === key)
          .map(({ value }) => value),
    }
  }
}
