import { LakeError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
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
 * What records are held against that are judged by a version: its schema; with `discard_row`, closed
 * where another came after it.
 */
export async function readJudge(
  state: ObjectStore,
  name: StreamName,
  registry: StreamRegistry,
  version: number,
): Promise<KeyedSchema> {
  const { schema, keyProperties } = await readSchema(state, name, registry, version)
  const isClosed = registry.contract === 'discard_row' && version !== registry.latest
  return { schema: isClosed ? closeSchema(schema) : schema, keyProperties }
}
