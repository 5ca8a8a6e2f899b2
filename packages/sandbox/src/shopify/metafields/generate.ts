import type { Random } from '../../random.ts'
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

/** The metafields of all records, by type. None is newer than its owner. */
export function generateMetafields(
  owners: Readonly<Record<string, () => readonly Row[]>>,
  random: Random,
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
  return metafields
}
