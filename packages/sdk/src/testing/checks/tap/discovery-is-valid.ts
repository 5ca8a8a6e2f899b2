import type { CatalogEntry, MetadataEntry } from '@descant/sdk'
import { parseCatalog } from '../../../protocol/catalog.ts'
import { createValidator } from '../../../schema/validate.ts'
import { discover } from '../../../tap/discover.ts'
import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

const inclusions: readonly unknown[] = ['available', 'automatic', 'unsupported']

const at = (entry: CatalogEntry, ...breadcrumb: string[]): MetadataEntry['metadata'] | undefined =>
  entry.metadata?.find((item) => JSON.stringify(item.breadcrumb) === JSON.stringify(breadcrumb))
    ?.metadata

const schemaFaults = ({ schema }: CatalogEntry): string[] => {
  try {
    createValidator(schema)
  } catch (error) {
    return [`its schema cannot be used: ${(error as Error).message}`]
  }
  return Object.keys(schema.properties ?? {}).length > 0 ? [] : ['its schema has no properties']
}

const keyFaults = (entry: CatalogEntry): string[] => {
  const { schema, key_properties: keys = [], replication_key: replicationKey } = entry
  const needed = [...keys, ...(replicationKey ? [replicationKey] : [])]
  return needed.flatMap((name) => {
    if (!Object.hasOwn(schema.properties ?? {}, name)) return [`${name} is not in its schema`]
    const isAutomatic = at(entry, 'properties', name)?.inclusion === 'automatic'
    return isAutomatic ? [] : [`${name} is needed and could be left out (inclusion: automatic)`]
  })
}

const metadataFaults = (entry: CatalogEntry): string[] => [
  ...(at(entry) ? [] : ['it has no metadata of its own (an empty breadcrumb)']),
  ...Object.keys(entry.schema.properties ?? {}).flatMap((name) =>
    inclusions.includes(at(entry, 'properties', name)?.inclusion)
      ? []
      : [`its field ${name} has no inclusion`],
  ),
]

const faultsIn = (entry: CatalogEntry): string[] =>
  [...schemaFaults(entry), ...keyFaults(entry), ...metadataFaults(entry)].map(
    (fault) => `stream ${entry.tap_stream_id}: ${fault}`,
  )

export const discoveryIsValid = check('discovery is valid', async (trial: TapTrial) => {
  const catalog = await trial.catalog()
  const ids = catalog.streams.map(({ tap_stream_id }) => tap_stream_id)
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index)
  const faults = [
    ...(ids.length === 0 ? ['no stream is discovered'] : []),
    ...doubled.map((id) => `two streams have the id ${id}`),
    ...catalog.streams.flatMap(faultsIn),
  ]
  if (faults.length > 0) fail(faults.join('; '))
  const text = JSON.stringify(catalog)
  if (JSON.stringify(parseCatalog(JSON.parse(text))) !== text) {
    fail('the catalog is another one when it has been written to a file and read again')
  }
  if (JSON.stringify(discover(await trial.open())) !== text) {
    fail('a second discovery gives another catalog')
  }
})
