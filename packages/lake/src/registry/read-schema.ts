import { LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { judgingVersion } from './change-registry.ts'
import { closeSchema } from './close-schema.ts'
import type { KeyedSchema } from './diff-schemas.ts'
import { type StreamName, schemaKey } from './registry-key.ts'
import type { SchemaObject } from './schema-field.ts'
import type { SchemaVersion, StreamRegistry } from './stream-registry.ts'

/** A version of a stream's schema, with its text. */
export interface StoredSchema extends KeyedSchema {
  readonly version: SchemaVersion
  /** The JSON of the schema, byte for byte as the tap wrote it when it first came. */
  readonly schemaText: string
}

/**
 * A version of a stream's schema, from what is known of the stream.
 *
 * @throws {LakeError} `LAKE_REGISTRY_VERSION` where there is no such version.
 */
export async function readSchema(
  state: ObjectStore,
  name: StreamName,
  registry: StreamRegistry,
  number: number,
): Promise<StoredSchema> {
  const version = registry.versions.find((one) => one.number === number)
  const object = version && (await state.get(schemaKey(name, version.hash)))
  if (!version || !object) {
    throw new LakeError(
      'LAKE_REGISTRY_VERSION',
      `${name.provider} ${name.stream} has no version ${number} of its schema; it has ${registry.versions.map((one) => one.number).join(', ')}.`,
      { exitCode: 2 },
    )
  }
  const schemaText = object.body.toString()
  const schema = JSON.parse(schemaText) as SchemaObject
  return { version, schemaText, schema, keyProperties: version.key_properties }
}

/**
 * What the records of a stream are held against: the schema that came last; with `discard_row` the
 * accepted one, closed.
 */
export async function readJudge(
  state: ObjectStore,
  name: StreamName,
  registry: StreamRegistry,
): Promise<KeyedSchema & { readonly version: number }> {
  const isAccepted = registry.contract === 'discard_row' && registry.accepted !== registry.latest
  const number = isAccepted ? registry.accepted : registry.latest
  const { schema, keyProperties } = await readSchema(state, name, registry, number)
  const judge = isAccepted ? closeSchema(schema) : schema
  return { schema: judge, keyProperties, version: judgingVersion(registry) }
}
