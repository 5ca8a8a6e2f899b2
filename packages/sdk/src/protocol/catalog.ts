import { ConfigError } from '../errors.ts'
import type { JsonSchema } from '../schema/infer.ts'

/** What the catalog says of a stream (empty breadcrumb) or of one of its fields. */
export interface MetadataEntry {
  /** As `[]`, `['properties', 'email']`, or deeper through `properties` and `items`. */
  readonly breadcrumb: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
}

/** A stream of a catalog, as it stands in the file (Singer DISCOVERY_MODE, "The Catalog"). */
export interface CatalogEntry {
  readonly tap_stream_id: string
  readonly stream: string
  readonly schema: JsonSchema
  readonly key_properties?: readonly string[]
  readonly replication_key?: string | null
  readonly replication_method?: string | null
  readonly metadata?: readonly MetadataEntry[]
}

/** What a tap offers, and what of it is wanted. */
export interface Catalog {
  readonly streams: readonly CatalogEntry[]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entryOf = (value: unknown, index: number): CatalogEntry => {
  const path = `catalog.streams.${index}`
  if (!isObject(value)) throw new ConfigError([{ path, message: 'must be an object' }])
  const id = value.tap_stream_id ?? value.stream
  if (typeof id !== 'string') {
    throw new ConfigError([{ path, message: 'must have a tap_stream_id or a stream' }])
  }
  const stream = typeof value.stream === 'string' ? value.stream : id
  const metadata = Array.isArray(value.metadata)
    ? value.metadata.filter(
        (item): item is MetadataEntry =>
          isObject(item) && Array.isArray(item.breadcrumb) && isObject(item.metadata),
      )
    : undefined
  return {
    ...value,
    tap_stream_id: id,
    stream,
    schema: (isObject(value.schema) ? value.schema : {}) as JsonSchema,
    ...(metadata ? { metadata } : {}),
  } as CatalogEntry
}

/**
 * Reads a catalog, lenient where the field is: unknown members stay, a missing `tap_stream_id` is the
 * stream's name.
 *
 * @throws {ConfigError} where it is not a catalog; says which stream and what to do.
 */
export function parseCatalog(value: unknown): Catalog {
  const streams = isObject(value) ? value.streams : undefined
  if (!Array.isArray(streams)) {
    throw new ConfigError([
      {
        path: 'catalog',
        message: 'must be an object with a list `streams`; write it with --discover',
      },
    ])
  }
  return { streams: streams.map(entryOf) }
}
