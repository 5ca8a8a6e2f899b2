import type { Random } from '../../random.ts'
import { METAFIELDS_OF_THE_DEEP } from '../seed/deepen.ts'
import { gid, idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'
import { metafieldKinds } from './kinds.ts'
import type { MetafieldDefinitionRecord, MetafieldRecord } from './record.ts'

/** The definitions of a shop's metafields. */
export function generateMetafieldDefinitions(createdAt: number): MetafieldDefinitionRecord[] {
  return metafieldKinds
    .filter(({ isDefined = true }) => isDefined)
    .map(({ owner, namespace, key, name, type }, index) => ({
      id: idOf('MetafieldDefinition', index),
      createdAt,
      updatedAt: createdAt,
      ownerKind: owner,
      namespace,
      key,
      name,
      description: null,
      typeName: type,
    }))
}

/**
 * The metafields of all records, by type. None is newer than its owner.
 *
 * @param deepProductId The product that has more than one page of them.
 */
export function generateMetafields(
  owners: Readonly<Record<string, () => readonly Row[]>>,
  random: Random,
  deepProductId?: number,
): MetafieldRecord[] {
  const metafields: MetafieldRecord[] = []
  for (const { owner, namespace, key, type, share, make } of metafieldKinds) {
    for (const row of owners[owner]?.() ?? []) {
      if (!random.chance(share)) continue
      metafields.push({
        id: idOf('Metafield', metafields.length),
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        ownerGid: gid(owner, row.id),
        ownerKind: owner,
        namespace,
        key,
        type,
        value: make(random),
      })
    }
  }
  const deepProduct = owners.Product?.().find(({ id }) => id === deepProductId)
  for (let index = 0; deepProduct !== undefined && index < METAFIELDS_OF_THE_DEEP; index++) {
    metafields.push({
      id: idOf('Metafield', metafields.length),
      createdAt: deepProduct.createdAt,
      updatedAt: deepProduct.updatedAt,
      ownerGid: gid('Product', deepProduct.id),
      ownerKind: 'Product',
      namespace: 'colours',
      key: `colour_${index + 1}`,
      type: 'number_integer',
      value: String(index),
    })
  }
  return metafields
}
