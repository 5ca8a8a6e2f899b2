import type { Catalog, CatalogEntry, MetadataEntry } from '../protocol/catalog.ts'
import type { JsonSchema } from '../schema/infer.ts'
import type { FieldMetadata } from './define-stream.ts'
import type { OpenStream } from './define-tap.ts'

type DiscoveredStream = Omit<OpenStream, 'read'>

const fieldEntries = (
  schema: JsonSchema,
  automatic: ReadonlySet<string>,
  known: FieldMetadata,
  path: readonly string[] = [],
): MetadataEntry[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = [...path, name]
    const isAutomatic = path.length === 0 && automatic.has(name)
    const facts = {
      inclusion: isAutomatic ? 'automatic' : 'available',
      ...(isAutomatic ? {} : known[own.join('.')]),
    }
    return [
      { breadcrumb: own.flatMap((part) => ['properties', part]), metadata: facts },
      ...fieldEntries(field, automatic, known, own),
      ...(field.items ? fieldEntries(field.items, automatic, known, own) : []),
    ]
  })

const methodOf = ({ logBased, replicationKey }: DiscoveredStream): string =>
  logBased ? 'LOG_BASED' : replicationKey === undefined ? 'FULL_TABLE' : 'INCREMENTAL'

const entryOf = (stream: DiscoveredStream): CatalogEntry => {
  const { name, schema, keyProperties, replicationKey } = stream
  const method = methodOf(stream)
  return {
    tap_stream_id: name,
    stream: name,
    schema,
    key_properties: keyProperties,
    ...(replicationKey === undefined ? {} : { replication_key: replicationKey }),
    replication_method: method,
    metadata: [
      {
        breadcrumb: [],
        metadata: {
          inclusion: 'available',
          'selected-by-default': stream.selectedByDefault,
          'table-key-properties': keyProperties,
          'forced-replication-method': method,
          ...(replicationKey === undefined ? {} : { 'valid-replication-keys': [replicationKey] }),
        },
      },
      ...fieldEntries(schema, alwaysSelected(stream), stream.fieldMetadata),
    ],
  }
}

/**
 * The fields that cannot be left out: the key, the replication key, and those whose metadata say so
 * (`inclusion: automatic`), as the mark of a deletion.
 */
export const alwaysSelected = (stream: DiscoveredStream): ReadonlySet<string> =>
  new Set([
    ...stream.keyProperties,
    ...(stream.replicationKey ? [stream.replicationKey] : []),
    ...Object.keys(stream.fieldMetadata).filter(
      (name) => stream.fieldMetadata[name]?.inclusion === 'automatic',
    ),
  ])

/** The catalog of a tap: what `--discover` writes (Singer DISCOVERY_MODE). */
export function discover(streams: readonly DiscoveredStream[]): Catalog {
  return { streams: streams.map(entryOf) }
}
